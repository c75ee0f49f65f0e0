import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../ui/icons.tsx'
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

/** Tiles of places where they lie on the ground, each as full as what was heard there of what was to be heard. */
export function CoverageMap({ rows, selected, onOpen }: Props) {
  const { t } = useTranslation('coverage')
  const blocks = [...Map.groupBy(rows, ({ district }) => district)]
  return (
    <div className={css.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label={t('view_map')}>
        <div className={css.map}>
          {blocks.map(([district, places]) => (
            <div key={district} className={css.block} style={cellOf(places[0]?.block)}>
              {places.length > 1 && <h3>{district}</h3>}
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
      title={t(`state_${state}`)}
      onClick={() => onOpen({ of: 'place', placeId: row.placeId })}
    >
      <span>{row.name}</span>
      <b className="num">
        <Icon name={icons[state]} size={14} />
        {row.expected > 0 && t('share', { heard: row.heard, expected: row.expected })}
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
