import type { LanguageCode } from '../../library/library.schema.ts'
import { titleWords } from '../as-run/title-likeness.rules.ts'
import { billedAfter } from '../billed.rules.ts'
import { lengthText } from '../schedule.rules.ts'
import type { Run, SlotKind } from '../schedule.schema.ts'

export interface Wanted {
  startsAt: string
  day: string
  title: string
  durationMs: number | null
  run?: Run | undefined
  language?: LanguageCode | undefined
  note?: string | undefined
  kind?: SlotKind | undefined
  /** The hour that is announced (ISO, UTC); null for the start. */
  billedAt?: string | null | undefined
  /** A work that a person chose; null for none, undefined where nobody was asked. */
  workId?: string | null | undefined
}

export interface Standing {
  id: string
  startsAt: string
  day: string
  title: string
  durationMs: number
  run: Run
  /** Its own, else that of the recording that would air. */
  language: string | null
  note: string
  kind: SlotKind
  billedAt?: string | null
  workId: string | null
}

export type Field = 'title' | 'durationMs' | 'run' | 'language' | 'note' | 'kind' | 'billedAt' | 'workId'
export type RowState = 'added' | 'moved' | 'changed' | 'same'
export interface Compared<T extends Standing> {
  state: RowState
  slot: T | null
  /** What differs beside the hour. */
  fields: Field[]
}

/** A table writes whole seconds, while what was laid behind a recording starts on a frame. Of an ISO instant in UTC. */
const secondOf = (instant: string) => instant.slice(0, 19)
export const sameSecond = (a: string, b: string) => secondOf(a) === secondOf(b)

/**
 * What each row of a table would do to a draft, and the slots that no row means. A row means the slot of the same title
 * at the same hour, else the nearest of that title on its day, else the nearest anywhere, else what stands at its
 * very start; a repeat rather means a repeat.
 */
export function compareWeek<T extends Standing>(
  rows: readonly Wanted[],
  slots: readonly T[],
): { rows: Compared<T>[]; left: T[] } {
  const keys = rows.map((row) => keyOf(row.title))
  const byKey = Map.groupBy(slots, (slot) => keyOf(slot.title))
  const byStart = Map.groupBy(slots, (slot) => secondOf(slot.startsAt))
  const meant = new Map<number, T>()
  const free = new Set(slots)
  const take = (row: number, slot: T | undefined) => {
    if (!slot) return
    meant.set(row, slot)
    free.delete(slot)
  }
  const pass = (
    fits: (row: Wanted, slot: T) => boolean,
    from: (row: Wanted, key: string) => readonly T[],
  ) => {
    const pairs = rows.flatMap((row, at) =>
      meant.has(at)
        ? []
        : from(row, keys[at] ?? '')
            .filter((slot) => free.has(slot) && fits(row, slot))
            .map((slot) => ({
              at,
              slot,
              apart: Math.abs(Date.parse(row.startsAt) - Date.parse(slot.startsAt)),
            })),
    )
    for (const { at, slot } of pairs.sort((a, b) => a.apart - b.apart))
      if (!meant.has(at) && free.has(slot)) take(at, slot)
  }
  const named = (_: Wanted, key: string) => byKey.get(key) ?? []
  const sameRun = (row: Wanted, slot: T) => row.run === undefined || row.run === slot.run
  pass((row, slot) => sameSecond(row.startsAt, slot.startsAt), named)
  pass((row, slot) => row.day === slot.day && sameRun(row, slot), named)
  pass((row, slot) => row.day === slot.day, named)
  pass(sameRun, named)
  pass(
    () => true,
    (row) => byStart.get(secondOf(row.startsAt)) ?? [],
  )
  return {
    rows: rows.map((row, at) => {
      const slot = meant.get(at) ?? null
      if (!slot) return { state: 'added', slot, fields: [] }
      const fields = fieldsBetween(row, slot)
      const moved = !sameSecond(row.startsAt, slot.startsAt)
      const state = moved ? 'moved' : fields.length > 0 ? 'changed' : 'same'
      return { state, slot, fields }
    }),
    left: slots.filter((slot) => free.has(slot)),
  }
}

/** Titles are the same whatever their case, tones and signs. */
const keyOf = (title: string) => titleWords(title).join(' ') || title.trim()

/** What would be announced of a slot that stands at the row's hour. */
const billedOf = (slot: Standing, at: string) => billedAfter(slot, at) ?? at

function fieldsBetween(row: Wanted, slot: Standing): Field[] {
  const fields: Field[] = []
  if (keyOf(row.title) !== keyOf(slot.title)) fields.push('title')
  if (row.durationMs !== null && lengthText(row.durationMs) !== lengthText(slot.durationMs))
    fields.push('durationMs')
  if (row.run !== undefined && row.run !== slot.run) fields.push('run')
  if (row.language !== undefined && row.language !== slot.language) fields.push('language')
  if (row.note !== undefined && row.note !== slot.note) fields.push('note')
  const toWork = row.kind === 'work' || slot.kind === 'work'
  if (row.kind !== undefined && row.kind !== slot.kind && !toWork) fields.push('kind')
  if (row.billedAt !== undefined && !sameSecond(row.billedAt ?? row.startsAt, billedOf(slot, row.startsAt)))
    fields.push('billedAt')
  if (row.workId !== undefined && row.workId !== slot.workId) fields.push('workId')
  return fields
}
