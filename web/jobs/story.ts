import { useTranslation } from 'react-i18next'
import { clockTime, since, span } from '../ui/format.ts'
import type { Job } from './jobs.api.ts'

/** What has happened to a job so far, in a sentence. Jobs live by real time, whatever the station's clock is set to. */
export function useStory(job: Job): string {
  const { t } = useTranslation('jobs')
  const reason = job.errorMessage ?? t('unknownReason')
  if (job.state === 'queued') {
    const waited = t('waitingSince', { span: span(Date.now() - Date.parse(job.createdAt)) })
    const later = job.runAt && Date.parse(job.runAt) > Date.now() ? job.runAt : null
    if (later && job.errorCode) return `${reason} ${t('againAt', { time: clockTime(later) })}`
    if (later) return t('notBefore', { time: clockTime(later) })
    if (!job.ahead) return [waited, t('next')].join(', ')
    const turn = t('ahead', { count: job.ahead })
    return [waited, job.behind ? t('behind', { turn, title: job.behind }) : turn].join(', ')
  }
  if (job.state === 'failed' || job.state === 'dead')
    return job.finishedAt ? `${reason} ${t('failedAt', { ago: since(job.finishedAt, Date.now()) })}` : reason
  if (!job.finishedAt) return ''
  const took = job.startedAt ? Date.parse(job.finishedAt) - Date.parse(job.startedAt) : null
  return [
    t(job.state === 'cancelled' ? 'cancelledAt' : 'finishedAt', { ago: since(job.finishedAt, Date.now()) }),
    took !== null && t('took', { span: span(took) }),
  ]
    .filter(Boolean)
    .join(', ')
}
