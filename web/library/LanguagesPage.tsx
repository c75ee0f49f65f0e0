import { Button, NativeSelect } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { workKinds } from '../../server/library/library.schema.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon, type IconName } from '../ui/icons.tsx'
import { languageCodes, languageName } from '../ui/LanguageChip.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import { useMay } from '../ui/session.ts'
import css from './LanguagesPage.module.css'
import { type Matrix, useLanguages } from './languages.api.ts'
import type { Filter } from './library.api.ts'
import { Unheard } from './Unheard.tsx'

const marks: Record<Matrix['works'][number]['cells'][number]['standing'], IconName> = {
  approved: 'seal',
  waiting: 'eye',
  recorded: 'dash',
  none: 'plus',
}

/** The whole library against the languages: what there is, what is missing, and who will not understand. */
export default function LanguagesPage() {
  const { t } = useTranslation(['languages', 'library'])
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const filter: Filter = {
    ...(search.loai && { kind: search.loai }),
    ...(search.thieu && { missingLanguage: search.thieu }),
  }
  const matrix = useLanguages(filter)
  const choose = (key: string) => (event: { currentTarget: { value: string } }) =>
    navigate({
      to: '/thu-vien/tieng',
      search: { ...search, [key]: event.currentTarget.value || undefined },
      replace: true,
    })
  const first = matrix.data?.pages[0]
  const works = matrix.data?.pages.flatMap((page) => page.works) ?? []
  return (
    <>
      <PageHeader title={t('title')} trail={{ label: t('library:title'), to: '/thu-vien' }} />
      <Toolbar
        left={
          <>
            <NativeSelect
              aria-label={t('library:filter.kind')}
              value={search.loai ?? ''}
              onChange={choose('loai')}
              data={[
                { value: '', label: t('library:filter.anyKind') },
                ...workKinds.map((kind) => ({ value: kind, label: t(`library:kind.${kind}`) })),
              ]}
            />
            <NativeSelect
              aria-label={t('library:filter.missing')}
              value={search.thieu ?? ''}
              onChange={choose('thieu')}
              data={[
                { value: '', label: t('library:filter.missing') },
                ...languageCodes.map((code) => ({
                  value: code,
                  label: t('library:filter.missingIn', { name: languageName(code) }),
                })),
              ]}
            />
          </>
        }
      />
      <PageBody wide>
        {matrix.error && !matrix.data ? (
          <ErrorState error={matrix.error} onRetry={() => matrix.refetch()} />
        ) : !first ? (
          <Skeletons rows={6} height={56} />
        ) : works.length === 0 ? (
          <div className="card">
            <EmptyState title={t('library:nothingFound')}>{t('library:nothingFoundHint')}</EmptyState>
          </div>
        ) : (
          <>
            <p aria-live="polite" className="sec">
              {t('library:count', { count: first.total })}
            </p>
            <Table counts={first.languages} works={works} />
          </>
        )}
        {matrix.hasNextPage && first && (
          <Button
            variant="default"
            onClick={() => matrix.fetchNextPage()}
            loading={matrix.isFetchingNextPage}
          >
            {t('library:showMore', { count: first.total - works.length })}
          </Button>
        )}
      </PageBody>
    </>
  )
}

function Table({ counts, works }: { counts: Matrix['languages']; works: Matrix['works'] }) {
  const { t } = useTranslation(['languages', 'library'])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={`card ${css.scroll}`} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('library:work')}</th>
            {counts.map(({ language, none, firstIn }) => (
              <th key={language} scope="col">
                {languageName(language)}
                <small>{t('lacking', { count: none })}</small>
                <small>{t('firstIn', { count: firstIn })}</small>
              </th>
            ))}
            <th scope="col">{t('unheard')}</th>
          </tr>
        </thead>
        <tbody>
          {works.map((work) => (
            <tr key={work.id}>
              <th scope="row">
                <Link className="link" to="/tu-lieu/$workId" params={{ workId: work.id }}>
                  {work.title}
                </Link>
                <small>{t(`library:kind.${work.kind}`)}</small>
              </th>
              {work.wordless ? (
                <td colSpan={counts.length}>{languageName(null)}</td>
              ) : (
                work.cells.map((cell) => (
                  <td key={cell.language} data-standing={cell.standing}>
                    <Cell workId={work.id} cell={cell} />
                  </td>
                ))
              )}
              <td className={css.places}>
                <Unheard {...work.unheard} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Pressed, a cell leads to what comes next there: the microphone, or the version itself. */
function Cell({ workId, cell }: { workId: string; cell: Matrix['works'][number]['cells'][number] }) {
  const { t } = useTranslation('languages')
  const { language, standing, next, number } = cell
  const name = t('cell', {
    name: languageName(language),
    state: t(`standing.${standing}`),
    next: t(`next.${next}`),
  })
  const mayRecord = useMay('library.edit')
  const icon = <Icon name={marks[standing]} size={17} label={name} />
  if ((next === 'record' || next === 'write') && mayRecord)
    return (
      <Link
        className={css.cell}
        title={name}
        to="/tu-lieu/$workId/thu-am"
        params={{ workId }}
        search={{ tieng: language }}
      >
        {icon}
      </Link>
    )
  return (
    <Link
      className={css.cell}
      title={name}
      to="/tu-lieu/$workId"
      params={{ workId }}
      search={number === null ? {} : { ban: String(number) }}
    >
      {icon}
    </Link>
  )
}
