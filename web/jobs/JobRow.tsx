import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useJobProgressById } from '../live.ts'
import { stationNow } from '../ui/clock.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { clockTime, percent, span } from '../ui/format.ts'
import { DataRow } from '../ui/ListPanel.tsx'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import { type Status, StatusChip } from '../ui/StatusChip.tsx'
import { toast } from '../ui/toasts.ts'
import css from './Jobs.module.css'
import { type Job, useCancelJob, useMoveJob, useRetryJob } from './jobs.api.ts'
import { MoveMenu } from './MoveMenu.tsx'
import { useStory } from './story.ts'

const chips: Record<string, Status> = {
  queued: 'queued',
  running: 'running',
  done: 'done',
  failed: 'paused',
  dead: 'failed',
  cancelled: 'cancelled',
}

export function JobRow({ job, queue }: { job: Job; queue: readonly Job[] }) {
  const { t } = useTranslation('jobs')
  const story = useStory(job)
  const cancel = useCancelJob()
  const retry = useRetryJob()
  const move = useMoveJob()
  const ended = job.state === 'dead' || job.state === 'cancelled'
  const open = job.state === 'queued' || job.state === 'running'
  const stop = () => cancel.mutate(job.id, { onSuccess: () => toast(t('cancelled', { title: job.title })) })
  const again = () => retry.mutate(job.id, { onSuccess: () => toast(t('retried', { title: job.title })) })
  const failure = cancel.error ?? retry.error ?? move.error
  const state = job.state === 'queued' && job.runAt && job.errorCode ? 'failed' : job.state
  return (
    <DataRow
      title={job.title}
      note={[job.what, job.askedBy && t('askedBy', { name: job.askedBy })].filter(Boolean).join(', ')}
      side={
        <>
          <StatusChip status={chips[state] ?? 'queued'}>{t(`state.${state}`)}</StatusChip>
          {job.state === 'queued' && job.mayOrder && (
            <MoveMenu
              job={job}
              queue={queue}
              onMove={(to) =>
                move.mutate(
                  { id: job.id, move: to },
                  { onSuccess: () => toast(t(`moved.${to}`, { title: job.title })) },
                )
              }
            />
          )}
          {ended && job.mayRetry && (
            <Button variant="default" size="row" onClick={again} loading={retry.isPending}>
              {t('retry')}
            </Button>
          )}
          {open && job.mayCancel && (
            <Button variant="default" size="row" onClick={stop} loading={cancel.isPending}>
              {t('cancel')}
            </Button>
          )}
        </>
      }
    >
      {job.state === 'running' ? <Progress job={job} /> : story}
      {job.errorDetail && (
        <details className={css.detail}>
          <summary>{t('detail')}</summary>
          <code>{job.errorDetail}</code>
        </details>
      )}
      {failure && <ErrorState error={failure} />}
    </DataRow>
  )
}

/** How far it is, how long it has run and when it will be done, as it happens. */
function Progress({ job }: { job: Job }) {
  const { t } = useTranslation('jobs')
  const news = useJobProgressById(job.id)
  const fraction = news?.fraction ?? job.fraction
  const etaMs = news?.etaMs ?? job.etaMs
  const ranMs = job.startedAt ? Date.now() - Date.parse(job.startedAt) : null
  return (
    <ProgressLine label={t('progressOf', { title: job.title })} fraction={fraction}>
      {[
        fraction !== null && percent(fraction),
        news?.message,
        ranMs !== null && t('runningFor', { span: span(ranMs) }),
        etaMs !== null && t('left', { span: span(etaMs) }),
        etaMs !== null && t('doneAt', { time: clockTime(stationNow() + etaMs) }),
        job.attempts > 1 && t('attempt', { count: job.attempts }),
      ]
        .filter(Boolean)
        .join(', ')}
    </ProgressLine>
  )
}
