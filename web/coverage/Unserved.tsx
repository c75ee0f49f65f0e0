import { useTranslation } from 'react-i18next'
import { daysBetween } from '../ui/days.ts'
import { date } from '../ui/format.ts'
import { DataRow, ListPanel } from '../ui/ListPanel.tsx'
import { Callable } from './Callable.tsx'
import type { About, Coverage } from './coverage.api.ts'

/** So many fit into one look; who is further down is not the next to be visited. */
const SHOWN = 20

type Props = {
  coverage: Coverage
  today: string
  selected: string | undefined
  onOpen: (about: About) => void
}

/** The places where nobody was longest: no showing, no loudspeaker. */
export function Unserved({ coverage: { rows }, today, selected, onOpen }: Props) {
  const { t } = useTranslation('coverage')
  const longest = rows.toSorted((a, b) => (a.lastServed ?? '').localeCompare(b.lastServed ?? ''))
  return (
    <ListPanel
      title={t('unservedTitle')}
      count={t('ofAll', { count: Math.min(SHOWN, rows.length), all: rows.length })}
    >
      <ul>
        {longest.slice(0, SHOWN).map((row) => (
          <DataRow
            key={row.placeId}
            title={row.name}
            note={row.district === row.name ? undefined : row.district}
            selected={row.placeId === selected}
            onOpen={() => onOpen({ of: 'place', placeId: row.placeId })}
            side={
              row.lastServed ? (
                <span className="num">
                  {t('daysSince', { count: daysBetween(row.lastServed, today), day: date(row.lastServed) })}
                </span>
              ) : (
                t('neverServed')
              )
            }
          >
            <Callable teams={row.teams} />
          </DataRow>
        ))}
      </ul>
    </ListPanel>
  )
}
