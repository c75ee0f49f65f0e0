import { useTranslation } from 'react-i18next'
import css from './Coverage.module.css'
import type { Row } from './coverage.api.ts'

/** Tiles of places where they lie on the ground, each as full as what was heard there of what was to be heard. */
export function CoverageMap({ rows, selected, onOpen }: Props) {
  const { t } = useTranslation('coverage')
  const blocks = [...Map.groupBy(rows, ({ district }) => district)]
  return (
    <div className={css.scroll}>
      <div className={css.map}>
        {blocks.map(([district, places]) => (
          <section
            key={district}
            className={css.block}
            style={{
              gridColumn: places[0]?.block?.column ?? 'auto',
              gridRow: places[0]?.block?.row ?? 'auto',
            }}
          >
            {places.length > 1 && <h3>{district}</h3>}
            <div className={css.tiles}>
              {places.map((row) => (
                <button
                  key={row.placeId}
                  type="button"
                  className={css.tile}
                  data-state={stateOf(row)}
                  aria-pressed={row.placeId === selected}
                  onClick={() => onOpen(row.placeId)}
                >
                  <span>{row.name}</span>
                  <b className="num">
                    {row.expected > 0 ? t('share', { heard: row.heard, expected: row.expected }) : '–'}
                  </b>
                </button>
              ))}
            </div>
          </section>
        ))}
      </div>
      <p className={css.legend}>
        {(['whole', 'own', 'other', 'never', 'none'] as const).map((state) => (
          <span key={state}>
            <i data-state={state} aria-hidden="true" /> {t(`state_${state}`)}
          </span>
        ))}
      </p>
    </div>
  )
}

interface Props {
  rows: readonly Row[]
  selected: string | undefined
  onOpen(placeId: string): void
}

/** How a place stands: all of it in its own language, some so, in others only, nothing, or nothing to hear. */
export function stateOf({ expected, heard, heardInOwn }: Row): 'whole' | 'own' | 'other' | 'never' | 'none' {
  if (expected === 0) return 'none'
  if (heard === 0) return 'never'
  if (heardInOwn === expected) return 'whole'
  return heardInOwn > 0 ? 'own' : 'other'
}
