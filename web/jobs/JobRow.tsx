import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useJobProgressById } from '../live.ts'
import { stationNow } from '../ui/clock.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { clockTime, percent, since, span } from '../ui/format.ts'
import { DataRow } from '../ui/ListPanel.tsx'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import { type Status, StatusChip } from '../ui/StatusChip.tsx'
import { toast } from '../ui/toasts.ts'
import { type Job, useCancelJob, useRetryJob } from './jobs.api.ts'

const chips: Record<string, Status> = {
  queued: 'queued',
  running: 'running',
  done: 'done',
  failed: 'paused',
  dead: 'failed',
  cancelled: 'cancelled',
}

export function JobRow({ job }: { job: Job }) {
  const { t } = useTranslation('jobs')
  const news = useJobProgressById(job.id)
  const cancel = useCancelJob()
  const retry = useRetryJob()
  const fraction = news?.fraction ?? job.fraction
  const etaMs = news?.etaMs ?? job.etaMs
  const stop = () => cancel.mutate(job.id, { onSuccess: () => toast(t('cancelled', { title: job.title })) })
  const again = () => retry.mutate(job.id, { onSuccess: () => toast(t('retried', { title: job.title })) })
  const ended = job.state === 'dead' || job.state === 'cancelled'
  const failure = cancel.error ?? retry.error
  return (
    <DataRow
      title={job.title}
      side={
        <>
          <StatusChip status={chips[job.state] ?? 'queued'}>{t(`state.${job.state}`)}</StatusChip>
          {ended && job.mayRetry && (
            <Button variant="default" size="row" onClick={again} loading={retry.isPending}>
              {t('retry')}
            </Button>
          )}
          {!ended && job.state !== 'done' && job.mayCancel && (
            <Button variant="default" size="row" onClick={stop} loading={cancel.isPending}>
              {t('cancel')}
            </Button>
          )}
        </>
      }
    >
      {job.state === 'running' ? (
        <ProgressLine label={t('progressOf', { title: job.title })} fraction={fraction}>
          {[
            fraction !== null && percent(fraction),
            news?.message,
            etaMs !== null && t('left', { span: span(etaMs) }),
            etaMs !== null && t('doneAt', { time: clockTime(stationNow() + etaMs) }),
            job.attempts > 1 && t('attempt', { count: job.attempts }),
          ]
            .filter(Boolean)
            .join(', ')}
        </ProgressLine>
      ) : (
        story(job, t)
      )}
      {failure && <ErrorState error={failure} />}
    </DataRow>
  )
}

// What has happened to it so far, in a sentence. Jobs live by real time, whatever the station's clock is set to.
function story(job: Job, t: TFunction<'jobs'>): string {
  if (job.state === 'queued') return t('waitingSince', { span: span(Date.now() - Date.parse(job.createdAt)) })
  if (job.state === 'failed' || job.state === 'dead') return job.errorMessage ?? t('unknownReason')
  if (!job.finishedAt) return ''
  const took = job.startedAt ? Date.parse(job.finishedAt) - Date.parse(job.startedAt) : null
  return [
    t('finishedAt', { ago: since(job.finishedAt, Date.now()) }),
    took !== null && t('took', { span: span(took) }),
  ]
    .filter(Boolean)
    .join(', ')
}
