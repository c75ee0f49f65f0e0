import { useTranslation } from 'react-i18next'
import type { StickAnswer } from '../../../server/packages/sticks/sticks.schema.ts'
import { duration } from '../../ui/format.ts'
import { languageName } from '../../ui/LanguageChip.tsx'
import css from './Stick.module.css'

/** Folder by folder what will be heard, in play order. */
export function Evenings({ evenings }: { evenings: StickAnswer['evenings'] }) {
  const { t } = useTranslation('sticks')
  return (
    <details className={css.details}>
      <summary>{t('files')}</summary>
      {evenings.map(({ language, files }) => (
        <div key={language ?? ''}>
          <h3>
            {t('folder', { name: files[0]?.path.slice(0, 2) })}{' '}
            {language === null ? t('evening.first') : languageName(language)}
          </h3>
          <ol className={css.files}>
            {files.map(({ path, durationMs, clips }) => (
              <li key={path}>
                <span className="num">{path}</span>
                <span>
                  {clips.length === 1
                    ? clips[0]?.title
                    : t('clips', { count: clips.length, title: clips[0]?.title })}
                </span>
                <span className="num sec">{duration(durationMs)}</span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </details>
  )
}
