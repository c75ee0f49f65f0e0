import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/icons.tsx'
import { publishWaiting, takeBack, type Week } from '../schedule.api.ts'
import css from './PublishingNotice.module.css'

/** What is about to leave, or could not: also for who opened the page meanwhile, or lost the toast. */
export function PublishingNotice({ week, canEdit }: { week: Week; canEdit: boolean }) {
  const { t } = useTranslation('schedule')
  const [error, setError] = useState<unknown>(null)
  const leaving = week.publishing
  if (error !== null) return <ErrorState error={error} title={t('publish.failed')} />
  if (!leaving) return null
  if (leaving.state === 'dead')
    return (
      <p className={css.notice} data-tone="stop" role="alert">
        <Icon name="stop" />
        <span>
          {t('publish.notLeft')} {t(`publish.cause.${causeOf(leaving.errorCode)}`)}
        </span>
      </p>
    )
  const act = (verb: () => Promise<unknown>) => () => void verb().catch(setError)
  return (
    <p className={css.notice}>
      <Icon name="clock" />
      <span>{t('publish.waiting')}</span>
      {canEdit && (
        <>
          <Button variant="default" size="compact-md" onClick={act(() => takeBack(leaving.jobId))}>
            {t('publish.takeBack')}
          </Button>
          <Button size="compact-md" onClick={act(() => publishWaiting(week.channel.id, leaving.jobId))}>
            {t('publish.now')}
          </Button>
        </>
      )}
    </p>
  )
}

const causes = ['stale', 'overlap', 'overlap_in_force', 'not_approved', 'content_changed'] as const
const causeOf = (code: string | null) => causes.find((cause) => cause === code) ?? 'unknown'
