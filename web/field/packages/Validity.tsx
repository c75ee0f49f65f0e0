import { daysBetween, lastDay } from '../../ui/days.ts'
import { Muted, Says } from '../shell/Card.tsx'
import { t } from '../words.ts'
import { day } from '../written.ts'

/** From so many days before its end on a team is told to fetch the next one. */
const WARN_DAYS = 5

/** Until when a package is meant to be played. */
export function Validity({ validTo, today }: { validTo: string; today: string }) {
  if (!today) return null
  const count = daysBetween(today, validTo)
  const until = day(lastDay(validTo))
  if (count <= 0) return <Says tone="warn">{t('packages.ended', { day: until })}</Says>
  const left = t('packages.until', { day: until, count })
  if (count > WARN_DAYS) return <Muted>{left}</Muted>
  return <Says tone="warn">{t('packages.endsSoon', { left })}</Says>
}
