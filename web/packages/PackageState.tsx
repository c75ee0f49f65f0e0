import { useTranslation } from 'react-i18next'
import { useJobProgress } from '../live.ts'
import { percent, span } from '../ui/format.ts'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import { Chip, StatusChip } from '../ui/StatusChip.tsx'
import type { PackageLine } from './packages.api.ts'

/** Ready, being built and how far, failed and why, or replaced by a later one. */
export function PackageState({ line }: { line: PackageLine }) {
  const { t, i18n } = useTranslation('packages')
  const job = useJobProgress(line.buildId)
  if (line.supersededBy !== null)
    return (
      <Chip tone="neutral" icon="minus">
        {t('supersededBy', { number: line.supersededBy })}
      </Chip>
    )
  if (line.state === 'ready') return <StatusChip status="done">{t('state.ready')}</StatusChip>
  if (line.state === 'withdrawn')
    return (
      <div>
        <StatusChip status="withdrawn" />
        {line.withdrawal && <p className="sec">{line.withdrawal.reason}</p>}
      </div>
    )
  if (line.state === 'key_revoked')
    return (
      <Chip tone="stop" icon="key">
        {t('state.keyRevoked')}
      </Chip>
    )
  if (line.state === 'failed') {
    const key = `failure.${line.failure?.code ?? ''}`
    return (
      <div>
        <StatusChip status="failed" />
        <p className="sec">
          {i18n.exists(key, { ns: 'packages' })
            ? t(key, { title: line.failure?.title ?? '' })
            : t('failure.other')}
        </p>
      </div>
    )
  }
  if (!job) return <StatusChip status="building" />
  return (
    <ProgressLine label={t('buildingOf', { name: line.target.name })} fraction={job.fraction}>
      {[
        t('state.building'),
        percent(job.fraction),
        job.etaMs && t('left', { span: span(job.etaMs) }),
        job.message,
      ]
        .filter(Boolean)
        .join(', ')}
    </ProgressLine>
  )
}
