import { lastDay } from '../ui/days.ts'
import { date, shortDate } from '../ui/format.ts'

/** 28/09 - 03/10/2021 */
export const days = ({ validFrom, validTo }: { validFrom: string; validTo: string }) =>
  `${shortDate(validFrom)} - ${date(lastDay(validTo))}`
