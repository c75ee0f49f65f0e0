import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { date } from '../ui/format.ts'
import { DataRow, ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { type Coverage, type Row, SILENT_DAYS, useSilent } from './coverage.api.ts'

/** Places that did not hear what they were to hear, with whom to call. */
export function NeverHeard({ coverage: { rows, works } }: { coverage: Coverage }) {
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
          <DataRow key={row.placeId} title={row.name} note={row.district} side={<Teams row={row} />}>
            {titles.join(' · ')}
          </DataRow>
        ))}
      </ul>
    </ListPanel>
  )
}

function Teams({ row: { teams } }: { row: Row }) {
  return teams.map(({ id, name, phone }) => (
    <span key={id}>{phone ? <a href={`tel:${phone}`}>{`${name} · ${phone}`}</a> : name}</span>
  ))
}

/** The places where nobody was longest. */
export function Unserved({ coverage: { rows } }: { coverage: Coverage }) {
  const { t } = useTranslation('coverage')
  const longest = rows.toSorted((a, b) => (a.lastServed ?? '').localeCompare(b.lastServed ?? '')).slice(0, 20)
  return (
    <ListPanel title={t('unservedTitle')}>
      <ul>
        {longest.map((row) => (
          <DataRow
            key={row.placeId}
            title={row.name}
            note={row.district}
            side={row.lastServed ? date(row.lastServed) : t('neverServed')}
          />
        ))}
      </ul>
    </ListPanel>
  )
}

export function SilentDevices() {
  const { t } = useTranslation('coverage')
  return (
    <Loaded query={useSilent()}>
      {(devices) => (
        <ListPanel title={t('silentTitle', { days: SILENT_DAYS })} count={devices.length}>
          {devices.length === 0 ? (
            <EmptyState title={t('noneSilent')} />
          ) : (
            <ul>
              {devices.map((one) => (
                <DataRow
                  key={one.id}
                  title={one.name}
                  note={one.team.name}
                  side={t('silentDays', { count: one.days })}
                >
                  {one.team.phone && <a href={`tel:${one.team.phone}`}>{one.team.phone}</a>}
                </DataRow>
              ))}
            </ul>
          )}
        </ListPanel>
      )}
    </Loaded>
  )
}
