import { useTranslation } from 'react-i18next'
import { bytes, duration, shortDateTime, span } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { House } from './House.tsx'
import { mediaUrl } from './library.api.ts'
import type { Shown } from './shown.ts'
import css from './WorkPage.module.css'

/** Where the bytes come from, and what people did to the work. */
export function Files({ detail, version }: Shown) {
  const { t, i18n } = useTranslation('library')
  const source = detail.sources.find(({ sha256 }) => sha256 === version?.sourceSha256)
  const history = detail.history.filter(({ action }) =>
    i18n.exists(`library:history.${action.replace('.', '_')}`),
  )
  return (
    <>
      {source && version && (
        <section className={`card ${css.side}`} aria-labelledby="file">
          <h2 id="file">{t('file.title')}</h2>
          <dl className={css.pairs}>
            <dt>{t('file.name')}</dt>
            <dd className={css.breaks}>{source.fileName}</dd>
            <dt>{t('file.size')}</dt>
            <dd className="num">{bytes(source.sizeBytes)}</dd>
            <dt>{t('file.from')}</dt>
            <dd>{source.unitName}</dd>
            <dt>{t('file.arrived')}</dt>
            <dd className="num">{shortDateTime(source.arrivedAt)}</dd>
            <dt>{t('file.hash')}</dt>
            <dd className="num" title={source.sha256}>
              {source.sha256
                .slice(0, 12)
                .toUpperCase()
                .replace(/(.{4})(?=.)/g, '$1 ')}
            </dd>
          </dl>
          {source.parts.length > 0 && <Parts parts={source.parts} />}
          <a className="link" href={mediaUrl(version.id, 'original')} download>
            <Icon name="down" size={16} /> {t('file.download')}
          </a>
        </section>
      )}
      {version && <House key={version.id} version={version} />}
      {history.length > 0 && (
        <section className={`card ${css.side}`} aria-labelledby="history">
          <h2 id="history">{t('history.title')}</h2>
          <ul className={css.history}>
            {history.map((entry) => (
              <li key={`${entry.at} ${entry.action}`}>
                <span className="num">{shortDateTime(entry.at)}</span>
                <span>
                  {t(`history.${entry.action.replace('.', '_')}`)}
                  {entry.versionNumber !== null &&
                    ` ${t('history.ofVersion', { number: entry.versionNumber })}`}
                  {entry.by && <em>{entry.by}</em>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** The files that a camera left this recording in. */
function Parts({ parts }: { parts: Shown['detail']['sources'][number]['parts'] }) {
  const { t } = useTranslation('library')
  return (
    <details className={css.hint}>
      <summary>{t('file.parts', { count: parts.length })}</summary>
      <ol className={css.breaks}>
        {parts.map(({ sha256, fileName, durationMs, gapMs }) => (
          <li key={sha256}>
            {fileName} <span className="num">{duration(durationMs)}</span>
            {gapMs !== null && gapMs > 0 && ` ${t('file.gap', { span: span(gapMs) })}`}
          </li>
        ))}
      </ol>
    </details>
  )
}
