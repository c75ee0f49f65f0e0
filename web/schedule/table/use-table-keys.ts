import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import type { DeskProps } from '../desk.ts'
import type { Slot } from '../schedule.api.ts'
import { columns, isTyped, type TypedColumn } from './columns.ts'
import type { Row } from './rows.ts'
import { type Cells, nearest } from './use-cells.ts'
import type { Edits } from './use-edits.ts'

/** The cell that is typed into; the slot as it was then, so that whoever was faster meanwhile is noticed. */
export interface Editing {
  row: string
  column: TypedColumn
  /** What stands in the cell is written over. */
  over: boolean
  slot: Slot | undefined
}

interface Table {
  desk: DeskProps
  rows: readonly Row[]
  cells: Cells
  edits: Edits
  editing: Editing | undefined
  setEditing: (editing: Editing | undefined) => void
  /** Esc says that the next Tab leaves the table. */
  leaving: { current: boolean }
}

/** Keys on a cell, as a spreadsheet has them. While a cell is typed into, its own field hears them first. */
export function tableKeys({ desk, rows, cells, edits, editing, setEditing, leaving }: Table) {
  const { active, row, area, single } = cells
  return (event: KeyboardEvent<HTMLElement>) => {
    if (editing || event.altKey || !active || !row) return
    // A button in a day's head has keys of its own.
    if (!(event.target instanceof HTMLElement) || event.target.dataset.cell === undefined) return
    const mayLeave = leaving.current
    leaving.current = event.key === 'Escape' || (mayLeave && (event.key === 'Shift' || event.key === 'Tab'))
    const act = event.ctrlKey || event.metaKey ? withCtrl(event) : (walking(event) ?? acting(event))
    if (!act) return
    // A letter that opens a cell goes on into it; letters on a cell are never the page's shortcuts.
    event.stopPropagation()
    if (act !== typing) event.preventDefault()
    act()
  }

  function typing() {
    open(true)
  }
  function open(over: boolean) {
    if (!active || !row || row.kind === 'day' || !desk.canEdit) return
    if (!isTyped(active.column)) return openWhole()
    const { column } = active
    // At once: the field must be there before the letter that was pressed arrives in it.
    flushSync(() =>
      setEditing({ row: row.id, column, over, slot: row.kind === 'slot' ? row.slot : undefined }),
    )
  }
  function openWhole() {
    if (row?.kind === 'slot')
      desk.onWork(
        desk.canEdit ? { kind: 'edit', day: row.day, slot: row.slot } : { kind: 'history', day: row.day },
      )
  }

  function walking({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    if (key === 'ArrowUp' || key === 'ArrowDown')
      return () => cells.step(key === 'ArrowUp' ? -1 : 1, 0, shiftKey)
    if (key === 'ArrowLeft' || key === 'ArrowRight')
      return () => cells.step(0, key === 'ArrowLeft' ? -1 : 1, shiftKey)
    if (key === 'PageUp' || key === 'PageDown')
      return () => cells.step(key === 'PageUp' ? -15 : 15, 0, shiftKey)
    if (key === 'Home' || key === 'End')
      return () => cells.step(0, key === 'Home' ? -columns.length : columns.length, shiftKey)
    if (key === 'Tab') return tab(shiftKey)
    if (key === 'Enter')
      return () => (active?.column === 'status' ? openWhole() : cells.step(shiftKey ? -1 : 1, 0))
    return undefined
  }
  /** To the cell beside, round the end of the row; out of the table at its ends, and after Esc. */
  function tab(back: boolean): (() => void) | undefined {
    if (leaving.current) return undefined
    const next = beside(rows, cells, back)
    return next && (() => cells.goTo(next))
  }

  function acting({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    if (key === 'Escape')
      return () => {
        if (active) cells.goTo(active)
      }
    if (key === ' ' && shiftKey) return cells.wholeRows
    if (!desk.canEdit) return undefined
    if (key === 'F2') return () => open(false)
    if (key === 'Delete') return () => void edits.clear(rows, area)
    // A method of input for Vietnamese sends what it makes of a key under names of its own.
    if (key.length === 1 || key === 'Backspace' || key === 'Process' || key === 'Unidentified') return typing
    return undefined
  }

  function withCtrl({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    if (key === 'Home') return () => goToEnd(0, 1)
    if (key === 'End') return () => goToEnd(rows.length - 1, -1)
    if (key === 'a') return cells.all
    if (key === ' ') return cells.wholeRows
    if (!desk.canEdit) return undefined
    if (key === 'Enter') return () => desk.onWork({ kind: 'publish', day: desk.week.from })
    if (key === '-') return () => void edits.clear(rows, { ...area, left: 0, right: columns.length - 1 })
    if ((key === '+' || key === '=' || key === 'Insert') && row && single && (shiftKey || key === 'Insert'))
      return () => cells.goTo({ row: edits.insertAfter(row), column: 'start' })
    return undefined
  }
  function goToEnd(index: number, way: 1 | -1) {
    const target = rows[nearest(rows, index, way)]
    if (target) cells.goTo({ row: target.id, column: way === 1 ? 'start' : 'status' })
  }
}

/** The cell behind or before the cursor, over the ends of rows; none at the ends of the table. */
export function beside(rows: readonly Row[], { active, index }: Cells, back: boolean) {
  if (!active) return undefined
  const at = columns.indexOf(active.column) + (back ? -1 : 1)
  const column = columns[at]
  if (column) return { row: active.row, column }
  const next = rows[nearest(rows, index + (back ? -1 : 1), back ? -1 : 1)]
  const edge = back ? columns.at(-1) : columns[0]
  return next && next.id !== active.row && edge ? { row: next.id, column: edge } : undefined
}
