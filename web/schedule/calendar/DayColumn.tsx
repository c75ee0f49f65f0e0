// biome-ignore-all lint/a11y/useSemanticElements: a grid drawn to time cannot be laid out as a table
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import type { DayView } from '../plan-view.ts'
import type { Slot } from '../schedule.api.ts'
import { dayName, shared } from '../sentences.ts'
import css from './DayColumn.module.css'
import { boxOf, type PlacedBand, stripOf } from './geometry.ts'
import { SlotBlock } from './SlotBlock.tsx'

export interface GridHands {
  /** The one cell that Tab reaches. */
  current: string | undefined
  selected: string | undefined
  linked: ReadonlySet<string>
  now: number
  onFocus: (slot: Slot) => void
  onSelect: (slot: Slot) => void
  onOpen: (slot: Slot) => void
  onKeyDown: (event: KeyboardEvent, slot: Slot) => void
  onFill: (day: string, startsAt: string | undefined, durationMs: number | undefined) => void
}

type Props = { view: DayView; bands: readonly PlacedBand[]; hands: GridHands; canEdit: boolean }

/** One broadcast day, drawn to time. */
export function DayColumn({ view, bands, hands, canEdit }: Props) {
  const { t } = useTranslation('schedule')
  const { day } = view
  const clashOf = (slot: Slot) => {
    if (view.overlaps.some(({ second }) => second.id === slot.id)) return 'second'
    return view.overlaps.some(({ first }) => first.id === slot.id) ? 'first' : undefined
  }
  const overlapMs = (slot: Slot) =>
    view.overlaps
      .filter(({ first, second }) => first.id === slot.id || second.id === slot.id)
      .reduce((sum, overlap) => sum + overlap.durationMs, 0)
  const fill = (startsAt?: string, durationMs?: number) => hands.onFill(day, startsAt, durationMs)
  return (
    <div className={css.column} role="row" aria-label={dayName(day)} tabIndex={-1} data-day={day}>
      {bands
        .filter((band) => !band.open)
        .map((band) => (
          <Strip key={band.id} band={band} view={view} />
        ))}
      {view.tails.map((tail) => {
        const box = boxOf(bands, day, tail)
        return box && <div key={tail.id} className={css.tail} style={box} aria-hidden="true" />
      })}
      {view.gaps.map((gap) => {
        const box = boxOf(bands, day, gap)
        if (!box || box.height < 12) return null
        const words = t('gap', { span: shared(t, gap.durationMs) })
        return (
          <div
            key={gap.startsAt}
            role="gridcell"
            tabIndex={-1}
            className={css.gap}
            style={{ top: box.top + 1, height: box.height - 2 }}
            aria-label={`${timeOfDay(gap.startsAt)}, ${words}`}
          >
            {canEdit ? (
              <button type="button" tabIndex={-1} onClick={() => fill(gap.startsAt, gap.durationMs)}>
                {words}
              </button>
            ) : (
              words
            )}
          </div>
        )
      })}
      {view.slots.map((slot) => {
        const box = boxOf(bands, day, slot)
        if (!box) return null
        return (
          <SlotBlock
            key={slot.id}
            slot={slot}
            box={box}
            clash={clashOf(slot)}
            overlapMs={overlapMs(slot)}
            current={hands.current === slot.id}
            selected={hands.selected === slot.id}
            linked={hands.linked.has(slot.id)}
            onAir={
              view.published !== null &&
              Date.parse(slot.startsAt) <= hands.now &&
              hands.now < Date.parse(slot.endsAt)
            }
            onFocus={() => hands.onFocus(slot)}
            onSelect={() => hands.onSelect(slot)}
            onOpen={() => hands.onOpen(slot)}
            onKeyDown={(event) => hands.onKeyDown(event, slot)}
          />
        )
      })}
      {view.overlaps.map((overlap) => {
        const box = boxOf(bands, day, overlap)
        if (!box) return null
        return (
          <div key={`${overlap.first.id} ${overlap.second.id}`} aria-hidden="true">
            <div className={css.hatch} style={box} />
            <b className={css.pill} style={{ top: Math.max(0, box.top - 19) }}>
              {t('overlap', { span: shared(t, overlap.durationMs) })}
            </b>
          </div>
        )
      })}
      {view.slots.length === 0 && (
        <div role="gridcell" tabIndex={-1} className={css.empty} data-empty={day}>
          {canEdit ? (
            <button type="button" onClick={() => fill()}>
              {t('emptyDay')}
            </button>
          ) : (
            t('nothingYet')
          )}
        </div>
      )}
    </div>
  )
}

/** How full the folded hours are; opening them shows what stands there. */
function Strip({ band, view }: { band: PlacedBand; view: DayView }) {
  return (
    <div className={css.strip} style={{ top: band.top, height: band.height }} aria-hidden="true">
      {view.slots.map((slot) => {
        const part = stripOf(band, view.day, slot)
        return (
          part && (
            <i
              key={slot.id}
              data-look={slot.kind === 'relay' ? 'relay' : slot.run}
              style={{ left: `${part.left * 100}%`, width: `max(1px, calc(${part.width * 100}% - 1px))` }}
            />
          )
        )
      })}
    </div>
  )
}
