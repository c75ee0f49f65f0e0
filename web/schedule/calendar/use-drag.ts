import { type RefObject, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { duration } from '../../ui/format.ts'
import type { DayView } from '../plan-view.ts'
import { shared } from '../sentences.ts'
import type { Held, Standing } from './drag.ts'
import { beginDrag, type Drop, type Stage } from './drag-session.ts'
import { instantAt, type PlacedBand } from './geometry.ts'

interface Ground {
  scroller: RefObject<HTMLElement | null>
  columns: RefObject<HTMLElement | null>
  bands: readonly PlacedBand[]
  days: readonly DayView[]
  /** Of the days before and after the week. */
  neighbours: readonly Standing[]
}

interface Ends {
  onDrop: (drop: Drop) => void
  onSay: (sentence: string) => void
}

/** Something in the hand over the grid: where it would stand is shown beside it in words, and nothing else is drawn anew. */
export function useDrag({ scroller, columns, bands, days, neighbours }: Ground, { onDrop, onSay }: Ends) {
  const { t } = useTranslation(['schedule', 'calendar'])
  const preview = useRef<HTMLDivElement>(null)
  const tag = useRef<HTMLDivElement>(null)
  const standing = useMemo(() => [...days.flatMap((day) => day.slots), ...neighbours], [days, neighbours])
  const stage = (): Stage | undefined =>
    scroller.current && columns.current && preview.current && tag.current
      ? {
          scroller: scroller.current,
          columns: columns.current,
          preview: preview.current,
          tag: tag.current,
          bands,
          days: days.map((view) => view.day),
          standing,
        }
      : undefined
  // The hand may hold on while the week is read again or drawn larger.
  const latest = useRef(stage)
  latest.current = stage
  const done = useRef(onDrop)
  done.current = onDrop

  const say = (box: HTMLElement, { held, target, copy }: Drop, sharedMs: number) => {
    const at = (instant: number) => timeOfDay(new Date(instant).toISOString())
    const [time, title, note] = box.children
    const length = held.grip === 'start' || held.grip === 'end' ? ` · ${duration(target.durationMs)}` : ''
    if (time)
      time.textContent = `${at(target.startsAt)} - ${at(target.startsAt + target.durationMs)}${length}`
    if (title) title.textContent = copy ? t('calendar:drag.copyOf', { title: held.title }) : held.title
    if (note) note.textContent = sharedMs > 0 ? t('overlap', { span: shared(t, sharedMs) }) : ''
    box.toggleAttribute('data-over', sharedMs > 0)
    box.toggleAttribute('data-copy', copy)
  }

  const grip = (press: PointerEvent, held: Held) => {
    const mark = (on: boolean) => {
      columns.current?.toggleAttribute('data-dragging', on)
      if (held.id === undefined) return
      const cell = columns.current?.querySelector(`[data-slot="${held.id}"]`)
      cell?.toggleAttribute('data-held', on)
    }
    beginDrag(press, held, {
      stage: () => latest.current(),
      say,
      onStart: () => {
        if (tag.current) tag.current.textContent = held.title
        mark(true)
        onSay(t('calendar:drag.held', { title: held.title }))
      },
      onEnd: (drop) => {
        mark(false)
        if (drop) done.current(drop)
        else onSay(t('calendar:drag.left', { title: held.title }))
      },
    })
  }
  /** The instant (epoch ms) under the pointer in a day's column. */
  const instantOf = (press: PointerEvent, day: string) =>
    instantAt(bands, day, press.clientY - (columns.current?.getBoundingClientRect().top ?? 0))
  return { preview, tag, grip, instantOf }
}
