import { useTranslation } from 'react-i18next'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import type { Room } from './review.api.ts'
import css from './Spoken.module.css'

/** The spoken text with its Vietnamese translation beside it. */
export function Spoken({ room }: { room: Room }) {
  const { t } = useTranslation('review')
  const { version, script } = room
  if (version.language === null) return null
  const foreign = version.language !== 'vi'
  if (!script && !foreign) return null
  return (
    <section className={`card ${css.spoken}`} data-two={foreign || undefined} aria-label={t('spoken.title')}>
      <div>
        <h2>
          {t('spoken.text')} <LanguageChip language={version.language} />
        </h2>
        <p lang={version.language}>{script?.text || <span className="mut">{t('spoken.noText')}</span>}</p>
      </div>
      {foreign && (
        <div>
          <h2>
            {t('spoken.translation')} <LanguageChip language="vi" />
          </h2>
          <p lang="vi">
            {script?.translationVi || <span className={css.missing}>{t('spoken.noTranslation')}</span>}
          </p>
        </div>
      )}
    </section>
  )
}
