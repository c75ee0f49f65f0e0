import { Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/icons.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import { useMay } from '../ui/session.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { Filters } from './Filters.tsx'
import css from './LibraryPage.module.css'
import { type Filter, useWorks } from './library.api.ts'
import { useAudition } from './use-audition.ts'
import { WorkRow } from './WorkRow.tsx'

/** Find works and hear them without opening them. */
export default function LibraryPage() {
  const { t } = useTranslation(['library', 'languages'])
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const mayUpload = useMay('uploads.write')
  const mayRule = useMay('library.rules')
  const filter: Filter = {
    ...(search.tim && { q: search.tim }),
    ...(search.loai && { kind: search.loai }),
    ...(search.tieng && { language: search.tieng }),
    ...(search.thieu && { missingLanguage: search.thieu }),
    ...(search.trangthai && { state: search.trangthai }),
  }
  const filtering = Object.keys(filter).length > 0
  const refine = (change: Record<string, string | undefined>) =>
    navigate({ to: '/thu-vien', search: { ...search, ...change }, replace: true })
  return (
    <>
      <PageHeader title={t('title')} />
      <Toolbar left={<Filters search={search} onChange={refine} />}>
        <Button
          component={Link}
          to="/thu-vien/tieng"
          variant="default"
          leftSection={<Icon name="speaker" size={18} />}
        >
          {t('languages:link')}
        </Button>
        {mayRule && (
          <Button
            component={Link}
            to="/thu-vien/luat-kiem-tra"
            variant="default"
            leftSection={<Icon name="gauge" size={18} />}
          >
            {t('rules.link')}
          </Button>
        )}
        {mayUpload && (
          <Button component={Link} to="/tai-len" leftSection={<Icon name="up" size={18} />}>
            {t('upload')}
          </Button>
        )}
      </Toolbar>
      <PageBody>
        <Works
          filter={filter}
          filtering={filtering}
          onClear={() => navigate({ to: '/thu-vien', search: {}, replace: true })}
        />
      </PageBody>
    </>
  )
}

function Works({ filter, filtering, onClear }: { filter: Filter; filtering: boolean; onClear: () => void }) {
  const { t } = useTranslation('library')
  const works = useWorks(filter)
  const audition = useAudition()
  const list = useRef<HTMLUListElement>(null)
  const step = (by: number) => () => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-open]') ?? [])]
    const at = links.indexOf(document.activeElement as HTMLElement)
    links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus()
  }
  useHotkeys({ j: step(1), k: step(-1), ArrowDown: step(1), ArrowUp: step(-1) })

  if (works.error && !works.data) return <ErrorState error={works.error} onRetry={() => works.refetch()} />
  if (!works.data) return <Skeletons rows={6} height={72} />
  const rows = works.data.pages.flatMap((page) => page.works)
  const total = works.data.pages[0]?.total ?? 0
  if (rows.length === 0)
    return (
      <div className="card">
        <EmptyState
          title={t(filtering ? 'nothingFound' : 'empty')}
          actions={
            filtering && (
              <Button variant="default" onClick={onClear}>
                {t('clear')}
              </Button>
            )
          }
        >
          {t(filtering ? 'nothingFoundHint' : 'emptyHint')}
        </EmptyState>
      </div>
    )
  return (
    <section aria-label={t('title')}>
      <p className={css.count}>
        <span aria-live="polite">{t('count', { count: total })}</span>{' '}
        <span className="mut">{t('spaceHint')}</span>
      </p>
      <ul className={`card ${css.list}`} ref={list}>
        {rows.map((work) => (
          <WorkRow key={work.id} work={work} audition={audition} missing={filter.missingLanguage} />
        ))}
      </ul>
      {works.hasNextPage && (
        <Button
          variant="default"
          mt={14}
          onClick={() => works.fetchNextPage()}
          loading={works.isFetchingNextPage}
        >
          {t('showMore', { count: total - rows.length })}
        </Button>
      )}
    </section>
  )
}
