import { useEffect, useRef, useState } from 'react'
import type { Slot } from '../schedule.api.ts'
import { type Band, bandAt, bandsOf } from './geometry.ts'

type At = Pick<Slot, 'id' | 'day' | 'startsAt'>

/** Which hours are unfolded, and which slot takes the focus once it is on the page. */
export function useShown(dayStartsMin: number) {
  const [open, setOpen] = useState<ReadonlySet<Band['id']>>(new Set(['evening']))
  const [focusedId, setFocused] = useState<string>()
  const desk = useRef<HTMLDivElement>(null)
  const wanted = useRef<string>(undefined)
  // After each drawing: a slot that was just laid, moved or unfolded may only now be there.
  useEffect(() => {
    const cell = wanted.current && desk.current?.querySelector<HTMLElement>(`[data-slot="${wanted.current}"]`)
    if (!cell) return
    wanted.current = undefined
    cell.focus()
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  const unfold = (slot: At) => {
    const band = bandAt(bandsOf(dayStartsMin), slot.day, slot.startsAt)
    if (band) setOpen((now) => (now.has(band.id) ? now : new Set([...now, band.id])))
  }
  return {
    desk,
    open,
    focusedId,
    setFocused,
    unfold,
    toggle: (band: Band['id']) =>
      setOpen((now) =>
        now.has(band) ? new Set([...now].filter((id) => id !== band)) : new Set([...now, band]),
      ),
    focusOn: (id: string) => {
      wanted.current = id
      setFocused(id)
    },
    show: (slot: At | undefined) => {
      if (!slot) return
      unfold(slot)
      wanted.current = slot.id
      setFocused(slot.id)
    },
  }
}
export type Shown = ReturnType<typeof useShown>
