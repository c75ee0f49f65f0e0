import { date, shortDate } from '../ui/format.ts'

const DAY_MS = 86_400_000

/** A calendar day some days later, as YYYY-MM-DD. */
export const plusDays = (day: string, count: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)

/** People say the last day; the interval is kept half-open. */
export const lastDay = (validTo: string) => plusDays(validTo, -1)

/** 28/09 - 03/10/2021 */
export const days = ({ validFrom, validTo }: { validFrom: string; validTo: string }) =>
  `${shortDate(validFrom)} - ${date(lastDay(validTo))}`
