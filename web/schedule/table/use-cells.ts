import { useRef, useState } from 'react'
import { type Column, columns } from './columns.ts'
import type { Row } from './rows.ts'

export interface Cell {
  row: string
  column: Column
}

/** Rows and columns from one to another, both included. */
export interface Area {
  top: number
  bottom: number
  left: number
  right: number
}

export const cellKey = (row: string, column: Column) => `${row} ${column}`

/** The cell under the cursor and the block around it. Rows are known by their ids: what comes in above moves nothing. */
export function useCells(rows: readonly Row[]) {
  const [cursor, setCursor] = useState<Cell>()
  const [anchor, setAnchor] = useState<Cell>()
  const lastIndex = useRef(1)
  const wantsFocus = useRef(false)

  const indexOf = (id: string | undefined) => rows.findIndex((row) => row.id === id)
  const known = indexOf(cursor?.row)
  // Where the cursor's row was taken out, what came into its place.
  const index = known >= 0 ? known : nearest(rows, lastIndex.current, 1)
  lastIndex.current = Math.max(index, 0)
  const column = cursor?.column ?? 'start'
  const active: Cell | undefined = rows[index] && { row: rows[index].id, column }

  const goTo = (cell: Cell, { extend = false, focus = true } = {}) => {
    setAnchor(extend ? (anchor ?? active) : undefined)
    setCursor(cell)
    wantsFocus.current = focus
  }
  const step = (down: number, right: number, extend = false) => {
    const at = columns[Math.min(columns.length - 1, Math.max(0, columns.indexOf(column) + right))]
    const row = down === 0 ? rows[index] : rows[nearest(rows, index + down, down < 0 ? -1 : 1)]
    if (row && at) goTo({ row: row.id, column: at }, { extend })
  }

  const from = anchor && indexOf(anchor.row) >= 0 ? anchor : active
  const [a, b] = [indexOf(from?.row), index]
  const [c, d] = [columns.indexOf(from?.column ?? column), columns.indexOf(column)]
  const area: Area = {
    top: Math.min(a, b),
    bottom: Math.max(a, b),
    left: Math.min(c, d),
    right: Math.max(c, d),
  }
  return {
    active,
    index,
    row: rows[index],
    area,
    single: area.top === area.bottom && area.left === area.right,
    wantsFocus,
    goTo,
    step,
    /** Every column of the rows that are selected. */
    wholeRows: () => {
      const [top, row] = [rows[area.top], rows[index]]
      if (!top || !row) return
      setAnchor({ row: top.id, column: 'start' })
      setCursor({ row: row.id, column: 'status' })
      wantsFocus.current = true
    },
    all: () => {
      const [first, last] = [rows[nearest(rows, 0, 1)], rows[nearest(rows, rows.length - 1, -1)]]
      if (!first || !last) return
      setAnchor({ row: first.id, column: 'start' })
      setCursor({ row: last.id, column: 'status' })
      wantsFocus.current = true
    },
  }
}
export type Cells = ReturnType<typeof useCells>

/** The nearest row that has cells: the heads of the days have none. */
export function nearest(rows: readonly Row[], index: number, way: 1 | -1): number {
  const inside = Math.min(rows.length - 1, Math.max(0, index))
  for (const step of [way, -way as 1 | -1])
    for (let i = inside; i >= 0 && i < rows.length; i += step) if (rows[i]?.kind !== 'day') return i
  return -1
}
