import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../ui/PageHeader.tsx'
import { JobRow } from './JobRow.tsx'
import css from './JobsPage.module.css'
import { type Job, useJobs } from './jobs.api.ts'

/** What the server does behind the pages: what runs, how far, how long. */
export default function JobsPage() {
  const { t } = useTranslation('jobs')
  return (
    <PageBody>
      <PageHeader title={t('title')} />
      <Loaded query={useJobs()}>{(jobs) => <Jobs jobs={jobs} />}</Loaded>
    </PageBody>
  )
}

function Jobs({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation('jobs')
  const inState = (...states: Job['state'][]) => jobs.filter((job) => states.includes(job.state))
  const running = inState('running')
  const queued = inState('queued', 'failed')
  const dead = inState('dead')
  const sentences = [
    running.length > 0 && t('summary.running', { count: running.length }),
    queued.length > 0 && t('summary.queued', { count: queued.length }),
    dead.length > 0 && t('summary.failed', { count: dead.length }),
  ].filter(Boolean)
  const groups = [
    { name: 'now', jobs: [...running, ...queued] },
    { name: 'failed', jobs: dead },
    { name: 'past', jobs: inState('done', 'cancelled') },
  ].filter((group) => group.jobs.length > 0)
  return (
    <>
      <div>
        <p className={css.sentence}>{sentences.length > 0 ? sentences.join(' ') : t('summary.idle')}</p>
        <p className="sec">{t('lead')}</p>
      </div>
      {groups.map((group) => (
        <ListPanel key={group.name} title={t(`group.${group.name}`)} count={group.jobs.length}>
          <ul>
            {group.jobs.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        </ListPanel>
      ))}
      {jobs.length === 0 && (
        <div className="card">
          <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
        </div>
      )}
    </>
  )
}
