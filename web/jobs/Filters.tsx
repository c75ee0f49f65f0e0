import { Checkbox, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import css from './Jobs.module.css'
import type { Job } from './jobs.api.ts'

const subjects = ['library', 'uploads', 'delivery', 'packages', 'publishing'] as const
type Subject = (typeof subjects)[number]

export type Wanted = { subject: Subject | 'all'; ownUnit: boolean }

export const all: Wanted = { subject: 'all', ownUnit: false }

/** Which work a kind belongs to, as people think of it: both ways to publish are one. */
function subjectOf({ kind }: Job): Subject | undefined {
  const [feature = ''] = kind.split('.')
  if (kind.endsWith('.publish') || feature === 'event') return 'publishing'
  return subjects.find((subject) => subject === feature)
}

export const passes = (job: Job, { subject, ownUnit }: Wanted) =>
  (subject === 'all' || subjectOf(job) === subject) && (!ownUnit || job.ownUnit)

type Props = { jobs: readonly Job[]; wanted: Wanted; onChange: (wanted: Wanted) => void }

export function Filters({ jobs, wanted, onChange }: Props) {
  const { t } = useTranslation('jobs')
  const here = subjects.filter((subject) => jobs.some((job) => subjectOf(job) === subject))
  const choices = ['all' as const, ...here]
  return (
    <div className={css.filters}>
      <NativeSelect
        label={t('filter.subject')}
        value={wanted.subject}
        data={choices.map((subject) => ({ value: subject, label: t(`filter.${subject}`) }))}
        onChange={(event) => {
          const subject = choices.find((choice) => choice === event.currentTarget.value) ?? 'all'
          onChange({ ...wanted, subject })
        }}
      />
      <Checkbox
        label={t('filter.ownUnit')}
        checked={wanted.ownUnit}
        onChange={(event) => onChange({ ...wanted, ownUnit: event.currentTarget.checked })}
      />
    </div>
  )
}
