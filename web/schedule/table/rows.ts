import type { DayView } from '../plan-view.ts'
import type { Slot } from '../schedule.api.ts'
import type { CellTexts, TypedColumn } from './columns.ts'

/** A work taken from the library. */
export interface Taken {
  id: string
  title: string
  durationMs: number | undefined
}

/** A row that stands only on this page: still empty, or begun and not yet complete. */
export interface Begun {
  /** The id its slot will have, so that the row stays the row. */
  id: string
  day: string
  /** Behind which slot it was put; without one it is the last of its day. */
  after?: string | undefined
  texts: CellTexts
  /** One of its cells was left, so that it is laid as soon as it can be; or it is on its way. Neither where it was refused. */
  state?: 'left' | 'sent' | undefined
  work?: Taken | undefined
}

export type Row =
  | { kind: 'day'; id: string; day: string; view: DayView }
  | { kind: 'slot'; id: string; day: string; slot: Slot; view: DayView }
  | { kind: 'begun'; id: string; day: string; begun: Begun; view: DayView }

/** The week as rows: each day's head, its slots with what was begun between them, and one empty row behind them. */
export function rowsOf(days: readonly DayView[], begun: readonly Begun[]): Row[] {
  return days.flatMap((view) => {
    const { day } = view
    const own = begun.filter((row) => row.day === day)
    const standing = new Set(view.slots.map((slot) => slot.id))
    const rowOf = (row: Begun): Row => ({ kind: 'begun', id: row.id, day, begun: row, view })
    // What is laid meanwhile stands as a slot under the same id.
    const open = own.filter((row) => !standing.has(row.id))
    const last = open.filter((row) => row.after === undefined || !standing.has(row.after))
    return [
      { kind: 'day', id: `day ${day}`, day, view } satisfies Row,
      ...view.slots.flatMap((slot): Row[] => [
        { kind: 'slot', id: slot.id, day, slot, view },
        ...open.filter((row) => row.after === slot.id).map(rowOf),
      ]),
      ...last.map(rowOf),
    ]
  })
}

export const says = (row: Begun, column: TypedColumn) => Boolean(row.texts[column]?.trim())

/** Where a row begun there would start if it follows: at the end of what stands before it. */
export function freeAt(view: DayView, begun: Begun): string | undefined {
  const before = begun.after === undefined ? undefined : view.slots.find((slot) => slot.id === begun.after)
  return (before ?? view.slots.at(-1))?.endsAt
}

/** A uuid also where the page came by plain http, in which the browser's own maker is missing. */
export function newRowId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
