import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exactTimeOfDay, timeOfDay } from '../../server/schedule/schedule.rules.ts'
import { type Moves, type Place, placeAt } from './plan-view.ts'
import { knownSlot, type Slot, type Week } from './schedule.api.ts'
import { amend } from './undo.ts'

/** Keys come in bursts: a slot is saved once it has stood still for that long (ms). */
const STILL_MS = 450

/** With seconds, so that the server reads back the very hour. */
export const exactTime = (instant: string) => exactTimeOfDay(instant).padEnd(8, ':00')

const alike = (a: Place, b: Place) => a.startsAt === b.startsAt && a.durationMs === b.durationMs

/** Slots on their way: shown where they go at once, saved when they stand still, each burst undone as one. */
export function useMoves(
  week: Week | undefined,
  askRepeats: (slot: Slot) => Promise<boolean>,
  onRefused: (refusal: unknown) => void,
) {
  const { t } = useTranslation('schedule')
  const [moves, setMoves] = useState<Moves>(new Map())
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())
  const latest = useRef(moves)
  latest.current = moves

  const settle = useCallback(
    async (id: string) => {
      timers.current.delete(id)
      const place = latest.current.get(id)
      const before = knownSlot(id)
      try {
        if (place && before && !alike(before, place)) {
          const words = t('did.move', { title: before.title, time: timeOfDay(place.startsAt) })
          const { id: slotId, revision } = before
          const { day, startsAt, durationMs } = place
          const moveRepeats = before.startsAt !== startsAt && (await askRepeats(before))
          await amend(before.channelId, words, [
            { do: 'edit', id: slotId, revision, day, start: exactTime(startsAt), durationMs, moveRepeats },
          ])
        }
      } catch (refusal) {
        onRefused(refusal)
      }
      // Where it was moved on meanwhile, that is saved by itself.
      setMoves((now) => (now.get(id) === place ? new Map([...now].filter(([key]) => key !== id)) : now))
    },
    [t, askRepeats, onRefused],
  )

  useEffect(() => {
    const waiting = timers.current
    // Leaving the page must not lose the last move.
    return () => {
      for (const [id, timer] of waiting) {
        clearTimeout(timer)
        void settle(id)
      }
    }
  }, [settle])

  const move = (slot: Slot, startsAt: string, durationMs = slot.durationMs): Place | undefined => {
    if (!week) return undefined
    const place = { ...placeAt(week, startsAt), durationMs }
    if (!week.days.some((day) => day.day === place.day)) return undefined
    const next = new Map(latest.current).set(slot.id, place)
    latest.current = next
    setMoves(next)
    clearTimeout(timers.current.get(slot.id))
    timers.current.set(
      slot.id,
      setTimeout(() => void settle(slot.id), STILL_MS),
    )
    return place
  }

  return { moves, move }
}
