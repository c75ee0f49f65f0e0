import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { languageCodes, languageName } from '../ui/LanguageChip.tsx'
import { LanguagePatch } from '../ui/LanguagePatch.tsx'
import css from './ActLanguages.module.css'
import type { Act, Version } from './library.api.ts'
import type { Shown } from './shown.ts'
import { isApproved } from './standing.ts'

type Tone = 'approved' | 'review' | 'draft' | 'missing'

const icons: Record<Tone, IconName> = { approved: 'seal', review: 'eye', draft: 'dash', missing: 'plus' }

function toneOf(version: Version): Tone {
  if (isApproved(version)) return 'approved'
  return version.state === 'submitted' ? 'review' : 'draft'
}

/** The version that stands for a language: the newest that may be used, else the newest. */
function versionOf(versions: readonly Version[], language: Version['language']) {
  const all = versions.filter((one) => one.language === language)
  return all.findLast(isApproved) ?? all.at(-1)
}

/** The acts that were cut from a work against the languages: what is there, what is approved, what is missing. */
export function ActLanguages({ detail, mayEdit }: Shown) {
  const { t } = useTranslation('library')
  const { acts } = detail
  if (acts.length === 0) return null
  return (
    <section className={`card ${css.acts}`} aria-labelledby="act-languages">
      <h2 id="act-languages">{t('matrix.title')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={css.scroll} tabIndex={0}>
        <table className={css.matrix}>
          <thead>
            <tr>
              <td />
              {languageCodes.map((code) => (
                <th key={code} scope="col" abbr={languageName(code)} title={languageName(code)}>
                  <LanguagePatch language={code} />
                  {t(`matrix.short.${code}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {acts.map((act) => (
              <Row key={act.id} act={act} mayEdit={mayEdit} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={css.legend}>
        {(['approved', 'review', 'draft', 'missing'] as const).map((tone) => (
          <span key={tone}>
            <Icon name={icons[tone]} size={14} className={css[tone]} />
            {t(`matrix.${tone}`)}
          </span>
        ))}
      </p>
    </section>
  )
}

function Row({ act, mayEdit }: { act: Act; mayEdit: boolean }) {
  const { t } = useTranslation('library')
  const { id, shortName, versions } = act
  const wordless = versionOf(versions, null)
  const spoken = versions.some((version) => version.language !== null)
  const longest = versions.at(-1)
  return (
    <tr>
      <th scope="row">
        {shortName}
        {longest && longest.durationMs > 0 && <small className="num">{duration(longest.durationMs)}</small>}
      </th>
      {wordless && !spoken && (
        <td colSpan={languageCodes.length}>
          <Cell version={wordless} name={languageName(null)} said />
        </td>
      )}
      {(wordless && !spoken ? [] : languageCodes).map((language) => {
        const version = versionOf(versions, language)
        const name = languageName(language)
        if (version)
          return (
            <td key={language}>
              <Cell version={version} name={name} />
            </td>
          )
        const missing = t('matrix.cell', { name, state: t('matrix.missing') })
        return (
          <td key={language}>
            {mayEdit ? (
              <Link
                to="/tai-len"
                search={{ tulieu: id, tieng: language }}
                className={`${css.cell} ${css.missing}`}
                title={t('matrix.add', { name })}
              >
                <Icon name="plus" size={16} label={t('matrix.add', { name })} />
              </Link>
            ) : (
              <span className={`${css.cell} ${css.missing}`} title={missing}>
                <Icon name="plus" size={16} label={missing} />
              </span>
            )}
          </td>
        )
      })}
    </tr>
  )
}

type CellProps = { version: Version; name: string; said?: boolean }

/** `said` writes the words beside the mark, where one cell stands for all languages. */
function Cell({ version, name, said }: CellProps) {
  const { t } = useTranslation('library')
  const tone = toneOf(version)
  const label = t('matrix.cell', { name, state: t(`matrix.${tone}`) })
  return (
    <Link
      to="/tu-lieu/$workId"
      params={{ workId: version.workId }}
      search={{ ban: String(version.number) }}
      className={`${css.cell} ${css[tone]}`}
      title={label}
    >
      {said ? (
        <span className={css.said}>
          <Icon name={icons[tone]} size={17} />
          <span>{label}</span>
        </span>
      ) : (
        <Icon name={icons[tone]} size={17} label={label} />
      )}
    </Link>
  )
}
