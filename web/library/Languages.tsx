import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import { LanguagePatch } from '../ui/LanguagePatch.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import css from './Languages.module.css'
import { useWorkLanguages, type WorkLanguages } from './languages.api.ts'
import type { Version } from './library.api.ts'
import { RecordLink } from './RecordLink.tsx'
import type { Shown } from './shown.ts'
import { isApproved, standingOf } from './standing.ts'
import { Unheard } from './Unheard.tsx'

type Cell = WorkLanguages['cells'][number]

/** All versions of a work by language: how far each has come, who listened, and what is missing, with the way to it. */
export function Languages(shown: Shown) {
  const { t } = useTranslation(['languages', 'library'])
  const { work, versions } = shown.detail
  const languages = useWorkLanguages(work.id)
  const wordless = versions.filter(({ language }) => language === null)
  return (
    <section className={`card ${css.languages}`} id="languages" aria-labelledby="languages-title">
      <h2 id="languages-title">{t('panel')}</h2>
      <Loaded query={languages}>
        {(matrix) => (
          <>
            <ul>
              {wordless.length > 0 && <Row {...shown} language={null} versions={wordless} />}
              {!matrix.wordless &&
                matrix.cells.map((cell) => (
                  <Row
                    {...shown}
                    key={cell.language}
                    language={cell.language}
                    cell={cell}
                    versions={versions.filter(({ language }) => language === cell.language)}
                  />
                ))}
            </ul>
            {!matrix.wordless && (
              <div className={css.unheard}>
                {t('unheard')}: <Unheard {...matrix.unheard} />
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

type RowProps = Shown & { language: string | null; cell?: Cell; versions: readonly Version[] }

function Row({ detail, version: open, mayEdit, language, cell, versions }: RowProps) {
  const { t } = useTranslation(['languages', 'library'])
  const name = languageName(language)
  const missing = cell?.standing === 'none'
  const note = cell && language !== 'vi' ? t(cell.hasTranslation ? 'translated' : 'untranslated') : undefined
  return (
    <li data-missing={missing || undefined}>
      <span className={css.name}>
        <LanguagePatch language={language} />
        {name}
      </span>
      <div className={css.versions}>
        {versions.toReversed().map((version) => (
          <Standing key={version.id} version={version} isOpen={version.id === open?.id} note={note} />
        ))}
        {missing && <small>{t(cell.hasScript ? 'missingWritten' : 'standing.none')}</small>}
        {missing && cell.spokenIn > 0 && <small>{t('spokenIn', { count: cell.spokenIn })}</small>}
      </div>
      {mayEdit && cell && missing && (
        <div className={css.acts}>
          <RecordLink workId={detail.work.id} language={cell.language} compact>
            {t('record')}
          </RecordLink>
          <Link
            className={css.upload}
            to="/tai-len"
            search={{ tulieu: detail.work.id, tieng: cell.language }}
            title={t('upload', { name })}
          >
            <Icon name="up" size={17} label={t('upload', { name })} />
          </Link>
        </div>
      )}
    </li>
  )
}

/** One version in a line: its number, where it stands, what for, and who listened to it. */
function Standing({
  version,
  isOpen,
  note,
}: {
  version: Version
  isOpen: boolean
  note: string | undefined
}) {
  const { t } = useTranslation(['languages', 'library'])
  const { status, word } = standingOf(version)
  const { approvedUses, submittedUses, listener, listenedAt } = version
  const uses = (list: Version['approvedUses']) => list.map((use) => t(`library:use.${use}`)).join(', ')
  const facts = [
    isApproved(version) && uses(approvedUses),
    version.state === 'submitted' && t('askedFor', { uses: uses(submittedUses) }),
    listener && t(listenedAt ? 'heardBy' : 'toBeHeardBy', { name: listener }),
    note,
  ].filter(Boolean)
  return (
    <div className={css.version}>
      <Link
        to="/tu-lieu/$workId"
        params={{ workId: version.workId }}
        search={{ ban: String(version.number) }}
        replace
        aria-current={isOpen ? 'page' : undefined}
      >
        {t('library:version.title', { number: version.number })}
      </Link>
      <StatusChip status={status}>{word && t('library:state.refused')}</StatusChip>
      {facts.length > 0 && <small>{facts.join(' · ')}</small>}
    </div>
  )
}
