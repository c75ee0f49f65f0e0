// biome-ignore-all lint/a11y/useSemanticElements: a grid drawn to time cannot be laid out as a table
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import type { DayView } from '../plan-view.ts'
import type { BehindDay } from './Behind.tsx'
import { DayColumn, type Marks } from './DayColumn.tsx'
import { type Band, type Box, boxOf, hourLines, midnight, type PlacedBand } from './geometry.ts'
import type { GridEars } from './grid-ears.ts'
import { inSight, type Sight } from './use-sight.ts'
import css from './WeekGrid.module.css'

/** Prime time, in hours since midnight: the one stretch of ground that is tinted. */
const PRIME = { from: 20, to: 21 }

type Props = {
  days: readonly DayView[]
  bands: readonly PlacedBand[]
  columns: RefObject<HTMLDivElement | null>
  sight: Sight
  marks: Marks
  behind: ReadonlyMap<string, BehindDay>
  ears: GridEars
  onToggle: (band: Band['id']) => void
  /** Whether hours can be folded: not where the whole day is seen at once. */
  folding: boolean
  canEdit: boolean
  children: ReactNode
}

const two = (hour: number) => String(Math.floor(hour) % 24).padStart(2, '0')
const clock = (hour: number) => `${two(hour)}:${String(Math.round((hour % 1) * 60)).padStart(2, '0')}`

/** Seven days side by side, drawn to time. */
export function WeekGrid(props: Props) {
  const { days, bands, columns, sight, marks, behind, ears, onToggle, folding, canEdit, children } = props
  const { t } = useTranslation('schedule')
  const last = bands.at(-1)
  const height = last ? last.top + last.height : 0
  const anyDay = days[0]?.day ?? '2021-01-04'
  const hourOf = (hour: number) => midnight(anyDay) + hour * 3_600_000
  const prime: Box | undefined = boxOf(bands, anyDay, {
    startsAt: hourOf(PRIME.from),
    endsAt: hourOf(PRIME.to),
  })
  const lines = hourLines(bands).filter(({ top }) => inSight(sight, { top, height: 1 }))
  return (
    <div className={css.body} style={{ height }}>
      <div className={css.axis}>
        {folding &&
          bands.map((band) =>
            band.id === 'evening' ? null : (
              <button
                key={band.id}
                type="button"
                className={css.fold}
                style={{ top: band.top, height: 24 }}
                aria-expanded={band.open}
                aria-label={t(band.open ? 'foldHours' : 'openHours', {
                  from: two(band.fromHour),
                  to: two(band.toHour),
                })}
                onClick={() => onToggle(band.id)}
              >
                <span className="num">
                  {two(band.fromHour)}-{band.toHour === 24 ? '24' : two(band.toHour)}
                </span>
                <Icon name="chev" size={12} />
              </button>
            ),
          )}
        {lines.map(({ hour, top }) => (
          <span
            key={hour}
            className={`num ${css.hour}`}
            style={{ top }}
            data-top={top === 0 || bands.some((b) => b.top === top && b.id === 'evening') || undefined}
            data-first={(folding && bands.some((b) => b.top === top && b.id !== 'evening')) || undefined}
          >
            {clock(hour)}
          </span>
        ))}
      </div>
      <div
        ref={columns}
        className={css.columns}
        role="grid"
        aria-label={t('grid')}
        aria-describedby="grid-keys"
        {...ears}
      >
        <div className={css.ground} aria-hidden="true">
          {prime && <div className={css.prime} style={prime} />}
          {lines.map(({ hour, top }) => (
            <div key={hour} className={css.line} data-within={hour % 1 !== 0 || undefined} style={{ top }} />
          ))}
        </div>
        {days.map((view) => (
          <DayColumn
            key={view.day}
            view={view}
            bands={bands}
            sight={sight}
            marks={marks}
            behind={behind.get(view.day)}
            canEdit={canEdit}
          />
        ))}
        {children}
      </div>
      <span id="grid-keys" className="sr-only">
        {t('gridKeys')}
      </span>
    </div>
  )
}
