import { useTranslation } from 'react-i18next'
import { weekdayName } from '../ui/Weekdays.tsx'
import type { Limits } from './loudspeaker.api.ts'

const said = (stretches: readonly { from: string; to: string }[]) =>
  stretches.map(({ from, to }) => `${from}-${to}`).join(', ')

/** What a rule limits, each in a few words; what it leaves open is not said. */
export function useLimitFacts() {
  const { t } = useTranslation('areas')
  return ({ minutesPerSession, sessionsPerDay, weekdays, hours, quiet, exceptions }: Limits): string[] => [
    ...(minutesPerSession === null ? [] : [t('hours.minutes', { count: minutesPerSession })]),
    ...(sessionsPerDay === null ? [] : [t('hours.sessions', { count: sessionsPerDay })]),
    ...(weekdays.length < 7 ? [weekdays.map(weekdayName).join(', ')] : []),
    ...(hours.length > 0 ? [t('hours.within', { hours: said(hours) })] : []),
    ...(quiet.length > 0 ? [t('hours.quiet', { hours: said(quiet) })] : []),
    ...(exceptions.length > 0 ? [t('hours.exceptions', { count: exceptions.length })] : []),
  ]
}
