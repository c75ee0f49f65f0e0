import type { FocusEvent, KeyboardEvent, MouseEvent, PointerEvent } from 'react'
import type { Slot } from '../schedule.api.ts'
import { type Grip, gripAt } from './drag.ts'

/** What a person does to the slots of the grid, heard once for all of them. */
export interface GridHands {
  slot: (id: string) => Slot | undefined
  onFocus: (slot: Slot) => void
  onSelect: (slot: Slot) => void
  onOpen: (slot: Slot) => void
  onKeyDown: (event: KeyboardEvent, slot: Slot) => void
  /** Asked for at a place of the window (px). */
  onMenu: (slot: Slot, at: { x: number; y: number }) => void
  onFill: (day: string, startsAt: string | undefined, durationMs: number | undefined) => void
  onGrip: (event: globalThis.PointerEvent, slot: Slot, grip: Grip) => void
}

const cellOf = (target: EventTarget) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-slot]') : null

/** Listeners for the grid itself: thousands of slots need none of their own. */
export function earsOf(hands: GridHands, canEdit: boolean) {
  const slotOf = (target: EventTarget) => hands.slot(cellOf(target)?.dataset.slot ?? '')
  const withSlot =
    <E extends { target: EventTarget }>(act: (slot: Slot, event: E) => void) =>
    (event: E) => {
      const slot = slotOf(event.target)
      if (slot) act(slot, event)
    }
  return {
    onFocus: withSlot<FocusEvent>(hands.onFocus),
    onDoubleClick: withSlot<MouseEvent>(hands.onOpen),
    onClick: (event: MouseEvent) => {
      const slot = slotOf(event.target)
      if (slot) return hands.onSelect(slot)
      const gap = event.target instanceof Element && event.target.closest<HTMLElement>('[data-fill]')
      if (gap)
        hands.onFill(gap.dataset.fill ?? '', gap.dataset.from, Number(gap.dataset.ms ?? 0) || undefined)
    },
    onKeyDown: (event: KeyboardEvent) => {
      const slot = slotOf(event.target)
      if (!slot) return
      if (canEdit && (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))) {
        event.preventDefault()
        // A menu hears the keys of the whole window once it stands: this one, heard further, would close it.
        event.stopPropagation()
        const box = cellOf(event.target)?.getBoundingClientRect()
        hands.onMenu(slot, { x: box?.left ?? 0, y: (box?.top ?? 0) + Math.min(24, box?.height ?? 0) })
      } else hands.onKeyDown(event, slot)
    },
    onContextMenu: withSlot<MouseEvent>((slot, event) => {
      if (!canEdit) return
      event.preventDefault()
      hands.onMenu(slot, { x: event.clientX, y: event.clientY })
    }),
    onPointerDown: withSlot<PointerEvent>((slot, event) => {
      const cell = cellOf(event.target)
      // A finger scrolls; what it wants to move it selects and moves by the bar below.
      if (!canEdit || !cell || event.button !== 0 || event.pointerType === 'touch') return
      const box = cell.getBoundingClientRect()
      hands.onGrip(event.nativeEvent, slot, gripAt(event.clientY - box.top, box.height))
    }),
  }
}
export type GridEars = ReturnType<typeof earsOf>
