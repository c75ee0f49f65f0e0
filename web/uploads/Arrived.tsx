import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useJobProgressById } from '../live.ts'
import { bytes, clockTime, duration, percent, shortDateTime, span } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import { Chip, StatusChip } from '../ui/StatusChip.tsx'
import { forget } from './sender.ts'
import { titleFor } from './title.ts'
import { UploadRow } from './UploadRow.tsx'
import css from './Uploads.module.css'
import { type Upload, useReport } from './uploads.api.ts'

interface Props {
  upload: Upload
  selected: boolean
  onSelect: (id: string) => void
}

/** Just arrived, with the verdict as far as there is one; or failed, with its reason. */
export function ArrivedRow({ upload, selected, onSelect }: Props) {
  const { t } = useTranslation('uploads')
  const title = titleFor(upload)
  const total = bytes(upload.sizeBytes)
  return (
    <UploadRow
      upload={upload}
      selected={selected}
      onSelect={onSelect}
      side={
        upload.state === 'failed' ? (
          <StatusChip status="failed">{t('phase.failed')}</StatusChip>
        ) : (
          upload.versionId && (
            <>
              <VerdictChip versionId={upload.versionId} />
              <Button
                variant="default"
                size="compact-md"
                renderRoot={(props) => (
                  <Link
                    {...props}
                    to="/tu-lieu/$workId"
                    params={{ workId: upload.workId ?? '' }}
                    onClick={() => forget(upload.id)}
                  />
                )}
              >
                {t('action.open')}
              </Button>
            </>
          )
        )
      }
    >
      <p>
        {upload.finishedAt ? t('arrivedAt', { total, time: clockTime(upload.finishedAt) }) : total}
        {upload.durationMs ? <span className="num">, {duration(upload.durationMs)}</span> : null}
      </p>
      {upload.problem && <p className={css.stop}>{upload.problem}</p>}
      {upload.versionId && <Checking versionId={upload.versionId} title={title} />}
    </UploadRow>
  )
}

const chips = {
  busy: ['busy', 'clock'],
  ok: ['ok', 'check'],
  warn: ['warn', 'warn'],
  stop: ['stop', 'stop'],
} as const

function VerdictChip({ versionId }: { versionId: string }) {
  const { t } = useTranslation(['uploads', 'ui'])
  const report = useReport(versionId).data
  if (!report) return null
  const [tone, icon] = chips[report.tone]
  const problems = report.findings.filter(({ severity }) => severity !== 'info').length
  return (
    <Chip tone={tone} icon={icon}>
      {problems > 0
        ? t('verdict.count', { count: problems })
        : t(
            report.tone === 'ok'
              ? 'ui:status.sound'
              : report.tone === 'busy'
                ? 'phase.checking'
                : 'phase.failed',
          )}
    </Chip>
  )
}

function Checking({ versionId, title }: { versionId: string; title: string }) {
  const { t } = useTranslation('uploads')
  const report = useReport(versionId).data
  const news = useJobProgressById(report?.job?.id ?? '')
  if (!report) return null
  const going = report.job?.state === 'running' || report.job?.state === 'queued'
  return (
    <>
      <p className={css.verdict}>{report.verdict}</p>
      {going && (
        <ProgressLine label={t('verdict.progress', { title })} fraction={news?.fraction ?? null}>
          {news && news.etaMs !== null
            ? t('verdict.left', { percent: percent(news.fraction), span: span(news.etaMs) })
            : undefined}
        </ProgressLine>
      )}
    </>
  )
}

/** One line of what came before, with what its check came to. */
export function RecentRow({ upload }: { upload: Upload }) {
  const { t } = useTranslation('uploads')
  const refused = upload.sourceState === 'refused'
  const ready = upload.sourceState === 'ready'
  const [tone, icon] = chips[refused ? 'stop' : ready ? 'ok' : 'busy']
  return (
    <li className={css.recent} data-tone={tone}>
      <Icon
        name={icon}
        size={17}
        label={t(refused ? 'phase.failed' : ready ? 'recent.checked' : 'phase.checking')}
      />
      <Link className="link" to="/tu-lieu/$workId" params={{ workId: upload.workId ?? '' }}>
        {titleFor(upload)}
      </Link>
      <LanguageChip language={upload.language} />
      <span className="num mut">{upload.finishedAt && shortDateTime(upload.finishedAt)}</span>
    </li>
  )
}
