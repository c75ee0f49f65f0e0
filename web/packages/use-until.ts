import { useTranslation } from 'react-i18next'
import { date, shortDate } from '../ui/format.ts'

const DAY_MS = 86_400_000
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** "Dùng đến hết 03/10, còn 3 ngày": when a package may be played, seen from today. */
export function useUse(
  { validFrom, validTo }: { validFrom: string; validTo: string },
  today: string | undefined,
): string {
  const { t } = useTranslation('packages')
  const last = new Date((dayNumber(validTo) - 1) * DAY_MS).toISOString().slice(0, 10)
  if (!today) return t('until', { last: date(last) })
  if (today < validFrom) return t('from', { first: shortDate(validFrom), last: date(last) })
  const left = dayNumber(validTo) - dayNumber(today)
  if (left <= 0) return t('expired', { last: date(last) })
  return t('untilLeft', { last: shortDate(last), count: left })
}
