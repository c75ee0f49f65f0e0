import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../ui/icons.tsx'
import { initials } from '../ui/initials.ts'
import css from './Coverage.module.css'
import type { About, Row } from './coverage.api.ts'

const states = ['whole', 'own', 'other', 'never', 'none'] as const
type State = (typeof states)[number]
const icons: Record<State, IconName> = {
  whole: 'check',
  own: 'dash',
  other: 'warn',
  never: 'x',
  none: 'minus',
}

type Props = { rows: readonly Row[]; selected: string | undefined; onOpen: (about: About) => void }

/**
 * Tiles of places where they lie on the ground, each as full as what was heard there of what was to be heard. On a
 * phone the whole province stands in its width: tiles of communes wear initials there, and a press opens the rest.
 */
export function CoverageMap({ rows, selected, onOpen }: Props) {
  const { t } = useTranslation('coverage')
  const blocks = [...Map.groupBy(rows, ({ district }) => district)]
  return (
    <div className={css.frame}>
      <section className={css.ground} aria-label={t('view_map')}>
        <div className={css.map}>
          {blocks.map(([district, places]) => (
            <div key={district} className={css.block} style={cellOf(places[0]?.block)}>
              {places.length > 1 && <h2>{district}</h2>}
              <div className={css.tiles} data-one={places.length === 1 || undefined}>
                {places.map((row) => (
                  <Tile key={row.placeId} row={row} selected={row.placeId === selected} onOpen={onOpen} />
                ))}
              </div>
            </div>
          ))}
        </div>
      </section>
      <ul className={css.legend}>
        {states.map((state) => (
          <li key={state}>
            <i data-state={state}>
              <Icon name={icons[state]} size={14} />
            </i>
            {t(`state_${state}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}

const cellOf = (block: Row['block'] | undefined) => ({
  gridColumn: block?.column ?? 'auto',
  gridRow: block?.row ?? 'auto',
})

function Tile({ row, selected, onOpen }: { row: Row; selected: boolean; onOpen: Props['onOpen'] }) {
  const { t } = useTranslation('coverage')
  const state = stateOf(row)
  return (
    <button
      type="button"
      className={css.tile}
      data-state={state}
      aria-pressed={selected}
      title={`${row.name}: ${t(`state_${state}`)}`}
      onClick={() => onOpen({ of: 'place', placeId: row.placeId })}
    >
      <span className={css.name}>{row.name}</span>
      <span className={css.initials} aria-hidden="true">
        {initials(row.name)}
      </span>
      <b className="num">
        <Icon name={icons[state]} size={14} />
        {row.expected > 0 && (
          <span className={css.share}>{t('share', { heard: row.heard, expected: row.expected })}</span>
        )}
        <span className="sr-only">{t(`state_${state}`)}</span>
      </b>
    </button>
  )
}

/** How a place stands: all of it in its own language, some so, in others only, nothing, or nothing to hear. */
export function stateOf({ expected, heard, heardInOwn }: Row): State {
  if (expected === 0) return 'none'
  if (heard === 0) return 'never'
  if (heardInOwn === expected) return 'whole'
  return heardInOwn > 0 ? 'own' : 'other'
}
