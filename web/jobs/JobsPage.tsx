import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../ui/PageHeader.tsx'
import { all, Filters, passes, type Wanted } from './Filters.tsx'
import { JobRow } from './JobRow.tsx'
import css from './Jobs.module.css'
import { type Job, useJobs } from './jobs.api.ts'

/** What the server does behind the pages: what runs, how far, how long, what waits and behind what. */
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
  const [wanted, setWanted] = useState<Wanted>(all)
  const shown = jobs.filter((job) => passes(job, wanted))
  const inState = (...states: Job['state'][]) => shown.filter((job) => states.includes(job.state))
  const groups = [
    { name: 'running', jobs: inState('running') },
    { name: 'waiting', jobs: inState('queued') },
    { name: 'failed', jobs: inState('dead', 'failed') },
    { name: 'past', jobs: inState('done', 'cancelled') },
  ].filter((group) => group.jobs.length > 0)
  return (
    <>
      <div>
        <p className={css.sentence} aria-live="polite">
          <Summary jobs={jobs} />
        </p>
        <p className="sec">{t('lead')}</p>
      </div>
      {jobs.length > 0 && <Filters jobs={jobs} wanted={wanted} onChange={setWanted} />}
      {groups.map((group) => (
        <ListPanel key={group.name} title={t(`group.${group.name}`)} count={group.jobs.length}>
          <ul>
            {group.jobs.map((job) => (
              <JobRow key={job.id} job={job} queue={jobs} />
            ))}
          </ul>
        </ListPanel>
      ))}
      {shown.length === 0 && (
        <div className="card">
          {jobs.length === 0 ? (
            <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
          ) : (
            <EmptyState
              title={t('noneMatch')}
              actions={
                <Button variant="default" onClick={() => setWanted(all)}>
                  {t('showAll')}
                </Button>
              }
            >
              {t('noneMatchHint')}
            </EmptyState>
          )}
        </div>
      )}
    </>
  )
}

/** Of all jobs, whatever is filtered: the machine is as busy as it is. */
function Summary({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation('jobs')
  const count = (state: Job['state']) => jobs.filter((job) => job.state === state).length
  const sentences = [
    count('running') > 0 && t('summary.running', { count: count('running') }),
    count('queued') > 0 && t('summary.queued', { count: count('queued') }),
    count('dead') > 0 && t('summary.failed', { count: count('dead') }),
  ].filter(Boolean)
  return sentences.length > 0 ? sentences.join(' ') : t('summary.idle')
}
