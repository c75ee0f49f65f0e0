import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { DataRow, ListPanel } from '../ui/ListPanel.tsx'
import { Callable } from './Callable.tsx'
import type { About, Coverage } from './coverage.api.ts'

type Props = { coverage: Coverage; selected: string | undefined; onOpen: (about: About) => void }

/** Places that did not hear what they were to hear, with whom to call. */
export function NeverHeard({ coverage: { rows, works }, selected, onOpen }: Props) {
  const { t } = useTranslation('coverage')
  const never = rows.flatMap((row) => {
    const titles = row.cells.flatMap((cell, index) =>
      cell?.expected && cell.reached === 'never' ? [works[index]?.title ?? ''] : [],
    )
    return titles.length > 0 ? [{ row, titles }] : []
  })
  if (never.length === 0) return <EmptyState title={t(works.length > 0 ? 'allHeard' : 'nothing')} />
  return (
    <ListPanel title={t('neverTitle')} count={never.length}>
      <ul>
        {never.map(({ row, titles }) => (
          <DataRow
            key={row.placeId}
            title={row.name}
            note={row.district === row.name ? undefined : row.district}
            selected={row.placeId === selected}
            onOpen={() => onOpen({ of: 'place', placeId: row.placeId })}
            side={<Callable teams={row.teams} />}
          >
            {titles.join(' · ')}
          </DataRow>
        ))}
      </ul>
    </ListPanel>
  )
}
