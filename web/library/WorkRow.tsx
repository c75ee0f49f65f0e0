import { Link } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import { SealMark } from '../ui/SealMark.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import css from './LibraryPage.module.css'
import type { Listed } from './library.api.ts'
import { Preview } from './Preview.tsx'
import { faceOf, isApproved, standingOf } from './standing.ts'
import type { Audition } from './use-audition.ts'

type Props = { work: Listed; audition: Audition; missing: string | undefined }

export function WorkRow({ work, audition, missing }: Props) {
  const { t } = useTranslation('library')
  const face = faceOf(work.versions)
  const standing = face && standingOf(face)
  const press = (event: KeyboardEvent) => {
    if (event.key !== ' ' || !face) return
    event.preventDefault()
    audition.toggle(face.id)
  }
  const languages = [...new Map(work.versions.map((version) => [version.language, version])).values()]
  return (
    <li className={css.row} data-playing={audition.versionId === face?.id || undefined}>
      <Preview version={face} title={work.title} audition={audition} />
      <div className={css.words}>
        <Link
          to="/tu-lieu/$workId"
          params={{ workId: work.id }}
          className={css.open ?? ''}
          data-open
          onKeyDown={press}
        >
          {work.title}
        </Link>
        <p className={css.facts}>
          {[t(`kind.${work.kind}`), work.unitName, work.parentTitle && t('from', { title: work.parentTitle })]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className={css.languages}>
          {languages.map((version) => (
            <span key={version.id} className={css.language}>
              <LanguageChip language={version.language} />
              {isApproved(version) && <SealMark approved size={15} />}
            </span>
          ))}
          {missing && <LanguageChip language={missing} state="missing" />}
        </p>
      </div>
      <span className={`num ${css.length}`}>
        {face && face.durationMs > 0 ? duration(face.durationMs) : ''}
      </span>
      <div className={css.standing}>
        {standing ? (
          <StatusChip status={standing.status}>{standing.word && t('state.refused')}</StatusChip>
        ) : (
          <span className="mut">{t('noRecording')}</span>
        )}
      </div>
    </li>
  )
}
