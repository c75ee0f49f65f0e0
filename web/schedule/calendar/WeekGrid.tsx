// biome-ignore-all lint/a11y/useSemanticElements: a grid drawn to time cannot be laid out as a table
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import type { DayView } from '../plan-view.ts'
import { DayColumn, type GridHands } from './DayColumn.tsx'
import { type Band, type Box, bandsOf, boxOf, hourLines, midnight, placeBands } from './geometry.ts'
import css from './WeekGrid.module.css'

/** Prime time, in hours since midnight: the one stretch of ground that is tinted. */
const PRIME = { from: 20, to: 21 }

type Props = {
  days: readonly DayView[]
  dayStartsMin: number
  open: ReadonlySet<Band['id']>
  onToggle: (band: Band['id']) => void
  hands: GridHands
  canEdit: boolean
}

const two = (hour: number) => String(hour % 24).padStart(2, '0')

/** Seven days side by side, drawn to time. */
export function WeekGrid({ days, dayStartsMin, open, onToggle, hands, canEdit }: Props) {
  const { t } = useTranslation('schedule')
  const bands = useMemo(() => placeBands(bandsOf(dayStartsMin), open), [dayStartsMin, open])
  const shown = bands.filter((band) => band.id !== 'night' || band.open || needsNight(days, band))
  const dropped = bands.length - shown.length
  // Without the night's strip everything stands that much higher.
  const lift = dropped > 0 ? (shown[0]?.top ?? 0) : 0
  const placed = lift > 0 ? shown.map((band) => ({ ...band, top: band.top - lift })) : shown
  const last = placed.at(-1)
  const height = last ? last.top + last.height : 0
  const anyDay = days[0]?.day ?? '2021-01-04'
  const hourOf = (hour: number) => midnight(anyDay) + hour * 3_600_000
  const prime: Box | undefined = boxOf(placed, anyDay, {
    startsAt: hourOf(PRIME.from),
    endsAt: hourOf(PRIME.to),
  })
  return (
    <div className={css.body} style={{ height }}>
      <div className={css.axis}>
        {placed.map((band) =>
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
        {hourLines(placed).map(({ hour, top }) => (
          <span
            key={hour}
            className={`num ${css.hour}`}
            style={{ top }}
            data-first={placed.some((b) => b.top === top && b.id !== 'evening') || undefined}
          >
            {two(hour)}:00
          </span>
        ))}
      </div>
      <div className={css.columns} role="grid" aria-label={t('grid')} aria-describedby="grid-keys">
        <div className={css.ground} aria-hidden="true">
          {prime && <div className={css.prime} style={prime} />}
          {hourLines(placed).map(({ hour, top }) => (
            <div key={hour} className={css.line} style={{ top }} />
          ))}
        </div>
        {days.map((view) => (
          <DayColumn key={view.day} view={view} bands={placed} hands={hands} canEdit={canEdit} />
        ))}
      </div>
      <span id="grid-keys" className="sr-only">
        {t('gridKeys')}
      </span>
    </div>
  )
}

function needsNight(days: readonly DayView[], band: Band): boolean {
  return days.some((view) =>
    [...view.slots, ...view.tails].some(
      (slot) => Date.parse(slot.startsAt) < midnight(view.day) + band.toHour * 3_600_000,
    ),
  )
}
