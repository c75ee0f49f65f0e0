// biome-ignore-all lint/a11y/useSemanticElements: a grid drawn to time cannot be laid out as a table
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { bySlot } from '../conflicts/by-slot.ts'
import type { Conflict } from '../conflicts/remedy.ts'
import type { DayView } from '../plan-view.ts'
import type { Slot } from '../schedule.api.ts'
import { dayName, shared } from '../sentences.ts'
import { Behind, type BehindDay } from './Behind.tsx'
import css from './DayColumn.module.css'
import { Strip } from './FoldedStrip.tsx'
import { type Box, boxOf, type PlacedBand } from './geometry.ts'
import { SlotBlock } from './SlotBlock.tsx'
import { inSight, type Sight } from './use-sight.ts'

/** What stands out among the slots of the week. */
export interface Marks {
  /** The one cell that Tab reaches. */
  current: string | undefined
  selected: string | undefined
  linked: ReadonlySet<string>
  now: number
}

type Props = {
  view: DayView
  bands: readonly PlacedBand[]
  sight: Sight
  marks: Marks
  behind: BehindDay | undefined
  canEdit: boolean
}

const GAP_LEAST_PX = 12
const drawnApart: ReadonlySet<Conflict['code']> = new Set(['overlap', 'gap'])

/** One broadcast day, drawn to time; of a long day what is in sight. */
export const DayColumn = memo(function DayColumn({ view, bands, sight, marks, behind, canEdit }: Props) {
  const { t } = useTranslation('schedule')
  const { day } = view
  const placed = useMemo(() => placedIn(bands, day, view.slots), [bands, day, view.slots])
  const gaps = useMemo(() => placedIn(bands, day, view.gaps), [bands, day, view.gaps])
  const clashes = useMemo(() => clashesOf(view), [view])
  const concerns = useMemo(() => bySlot(view.conflicts.filter(({ code }) => !drawnApart.has(code))), [view])
  const drawn = placed.filter(
    ({ what: { id }, box }) => inSight(sight, box) || id === marks.current || id === marks.selected,
  )
  return (
    <div className={css.column} role="row" aria-label={dayName(day)} tabIndex={-1} data-day={day}>
      {bands
        .filter((band) => !band.open)
        .map((band) => (
          <Strip key={band.id} band={band} day={day} slots={view.slots} />
        ))}
      {behind && <Behind behind={behind} day={day} bands={bands} sight={sight} />}
      {view.tails.map((tail) => {
        const box = boxOf(bands, day, tail)
        return box && <div key={tail.id} className={css.tail} style={box} aria-hidden="true" />
      })}
      {gaps.map(({ what: gap, box }) => {
        if (box.height < GAP_LEAST_PX || !inSight(sight, box)) return null
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
              <button
                type="button"
                tabIndex={-1}
                data-fill={day}
                data-from={gap.startsAt}
                data-ms={gap.durationMs}
              >
                {words}
              </button>
            ) : (
              words
            )}
          </div>
        )
      })}
      {drawn.map(({ what: slot, box }) => {
        const clash = clashes.get(slot.id)
        return (
          <SlotBlock
            key={slot.id}
            slot={slot}
            top={box.top}
            height={box.height}
            clash={clash?.side}
            overlapMs={clash?.sharedMs ?? 0}
            concerns={(concerns.get(slot.id) ?? [])
              .map(({ code }) => t(`conflicts.short.${code}`))
              .join(', ')}
            current={marks.current === slot.id}
            selected={marks.selected === slot.id}
            linked={marks.linked.has(slot.id)}
            onAir={
              view.published !== null &&
              Date.parse(slot.startsAt) <= marks.now &&
              marks.now < Date.parse(slot.endsAt)
            }
          />
        )
      })}
      {view.overlaps.map((overlap) => {
        const box = boxOf(bands, day, overlap)
        if (!box || !inSight(sight, box)) return null
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
            <button type="button" data-fill={day}>
              {t('emptyDay')}
            </button>
          ) : (
            t('nothingYet')
          )}
        </div>
      )}
    </div>
  )
})

export function placedIn<T extends { startsAt: string; endsAt: string }>(
  bands: readonly PlacedBand[],
  day: string,
  all: readonly T[],
): { what: T; box: Box }[] {
  return all.flatMap((what) => {
    const box = boxOf(bands, day, what)
    return box ? { what, box } : []
  })
}

/** Of each slot that shares time: with how much of it, and whether it is the earlier or the later of a pair. */
function clashesOf(view: DayView): Map<string, { side: 'first' | 'second'; sharedMs: number }> {
  const found = new Map<string, { side: 'first' | 'second'; sharedMs: number }>()
  const add = (slot: Slot, side: 'first' | 'second', ms: number) => {
    const known = found.get(slot.id)
    found.set(slot.id, {
      side: known?.side === 'second' ? 'second' : side,
      sharedMs: (known?.sharedMs ?? 0) + ms,
    })
  }
  for (const { first, second, durationMs } of view.overlaps) {
    add(first, 'first', durationMs)
    add(second, 'second', durationMs)
  }
  return found
}
