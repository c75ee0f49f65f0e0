import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { instantOf, timeOfDay } from '../../server/schedule/schedule.rules.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { dayName } from './sentences.ts'
import { type Stale, staleOf } from './stale.ts'

type Props = {
  error: unknown
  onClose: () => void
  /** Does it again over what the other one did; offered where somebody else was faster. */
  onInsist: (stale: Stale) => void
}

/** Why the last thing was not kept. Where two edited the same slot: both sides, and the choice between them. */
export function Refusal({ error, onClose, onInsist }: Props) {
  const { t } = useTranslation('schedule')
  const stale = staleOf(error)
  const dismiss = (
    <Button variant="default" size="compact-md" onClick={onClose}>
      {t(stale ? 'stale.keepTheirs' : 'dismiss')}
    </Button>
  )
  if (!stale) return <ErrorState error={error} title={t('notKept')} actions={dismiss} />
  const { theirs, yours } = stale
  const start =
    yours.start === undefined ? undefined : timeOfDay(instantOf(yours.day ?? theirs.day, yours.start))
  return (
    <ErrorState
      error={error}
      title={t('stale.title', {
        title: theirs.title,
        name: theirs.editedByName,
        day: dayName(theirs.day),
        time: timeOfDay(theirs.startsAt),
      })}
      actions={
        <>
          {dismiss}
          {start && (
            <Button variant="default" size="compact-md" onClick={() => onInsist(stale)}>
              {t('stale.insist', { day: dayName(yours.day ?? theirs.day), time: start })}
            </Button>
          )}
        </>
      }
    />
  )
}
