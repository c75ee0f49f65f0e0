import { useTranslation } from 'react-i18next'
import { daysBetween, lastDay } from '../ui/days.ts'
import { date, shortDate } from '../ui/format.ts'

/** "Dùng đến hết 03/10, còn 3 ngày": when a package may be played, seen from today. */
export function useUse(
  { validFrom, validTo }: { validFrom: string; validTo: string },
  today: string | undefined,
): string {
  const { t } = useTranslation('packages')
  const last = lastDay(validTo)
  if (!today) return t('until', { last: date(last) })
  if (today < validFrom) return t('from', { first: shortDate(validFrom), last: date(last) })
  const left = daysBetween(today, validTo)
  if (left <= 0) return t('expired', { last: date(last) })
  return t('untilLeft', { last: shortDate(last), count: left })
}
