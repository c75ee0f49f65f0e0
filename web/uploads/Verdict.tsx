import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { stationNow } from '../ui/clock.ts'
import { duration, span } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { shortTime } from './Figures.tsx'
import { sendings, speedNow } from './sender.ts'
import { titleFor } from './title.ts'
import css from './Uploads.module.css'
import { type Upload, useReport } from './uploads.api.ts'

const icons: Record<string, IconName> = { info: 'check', warning: 'warn', error: 'stop' }

function Line({ severity, children }: { severity: string; children: ReactNode }) {
  return (
    <li data-severity={severity}>
      <Icon name={icons[severity] ?? 'check'} />
      <div>{children}</div>
    </li>
  )
}

/** What its two ends told before it travelled, and how long it will take. */
export function FirstLook({ upload }: { upload: Upload }) {
  const { t } = useTranslation('uploads')
  const sending = sendings.use().get(upload.id)
  const speed = speedNow()
  const leftMs = speed ? ((upload.sizeBytes - upload.offsetBytes) / speed) * 1000 : null
  const clean = upload.findings.every(({ severity }) => severity === 'info')
  return (
    <div className={css.verdicts}>
      <header>
        <h2>{titleFor(upload)}</h2>
        {upload.durationMs !== null && <span className="num mut">{duration(upload.durationMs)}</span>}
      </header>
      <ul>
        {upload.findings.map(({ code, severity, sentence }) => (
          <Line key={code} severity={severity}>
            {sentence}
          </Line>
        ))}
        {clean && <Line severity="info">{t('verdict.good')}</Line>}
      </ul>
      {sending?.phase === 'ready' && leftMs !== null && (
        <footer>
          <p>{t('verdict.willTake', { span: span(leftMs), time: shortTime(stationNow() + leftMs) })}</p>
        </footer>
      )}
    </div>
  )
}

/** What was found in the whole of it. */
export function Found({ versionId, title }: { versionId: string; title: string }) {
  const { data: report } = useReport(versionId)
  return (
    <div className={css.verdicts}>
      <header>
        <h2>{title}</h2>
      </header>
      {report && (
        <ul>
          <Line severity={report.tone === 'stop' ? 'error' : report.tone === 'warn' ? 'warning' : 'info'}>
            <b>{report.verdict}</b>
            {report.format && <p>{report.format}</p>}
          </Line>
          {report.findings.map(({ code, severity, startMs, title: head, sentence }) => (
            <Line key={`${code} ${startMs}`} severity={severity}>
              <b>{head}</b>
              <p>{sentence}</p>
            </Line>
          ))}
        </ul>
      )}
    </div>
  )
}
