import { useTranslation } from 'react-i18next'
import { useJobProgressById } from '../live.ts'
import { percent, span } from '../ui/format.ts'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import type { Report } from './library.api.ts'
import css from './WorkPage.module.css'

/** The verdict so far, and how far the analysis is. */
export function Progress({ report }: { report: Report }) {
  const { t } = useTranslation('library')
  const news = useJobProgressById(report.job?.id ?? '')
  const going = report.job?.state === 'running' || report.job?.state === 'queued'
  return (
    <div className="stack">
      <div className={css.told}>
        <p className={css.verdict} data-tone={report.tone}>
          {report.verdict}
        </p>
        {report.format && <p className="sec">{report.format}</p>}
      </div>
      {going && (
        <ProgressLine label={t('analysing.label')} fraction={news?.fraction ?? null}>
          {report.job?.state === 'queued'
            ? t('analysing.queued')
            : !news
              ? t('analysing.started')
              : news.etaMs === null || news.etaMs < 1000
                ? t('analysing.part', { percent: percent(news.fraction) })
                : t('analysing.left', { percent: percent(news.fraction), span: span(news.etaMs) })}
        </ProgressLine>
      )}
    </div>
  )
}
