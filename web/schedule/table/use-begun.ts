import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { secondsOfDay } from '../../../server/schedule/schedule.rules.ts'
import type { DeskProps } from '../desk.ts'
import { placeAt, wholeSecond } from '../plan-view.ts'
import type { SlotChange } from '../schedule.api.ts'
import { StaleChange } from '../stale.ts'
import { amend } from '../undo.ts'
import { type Pending, type ReadRow, readRow, typedTime } from './cell-values.ts'
import type { TypedColumn } from './columns.ts'
import { type Begun, freeAt, newRowId, type Row, says, type Taken, waitingRows } from './rows.ts'

/** Rows that stand only on this page, until they say what, when and how long and are laid in the plan. */
export function useBegun({
  week,
  days,
  canEdit,
  onFailure,
}: Pick<DeskProps, 'week' | 'days' | 'canEdit' | 'onFailure'>) {
  const { t } = useTranslation('schedule')
  const [begun, setBegun] = useState<readonly Begun[]>([])
  const blanks = useRef(new Map<string, string>())
  const { id: channelId, dayStartsMin } = week.channel

  const blankOf = (day: string): Begun => {
    const id = blanks.current.get(day) ?? newRowId()
    blanks.current.set(day, id)
    return { id, day, texts: {} }
  }
  const renewBlank = ({ id, day }: Begun) => {
    if (blanks.current.get(day) === id) blanks.current.set(day, newRowId())
  }
  /** A row that is known already stays in its place. */
  const begin = (rows: readonly Begun[]) =>
    setBegun((now) => [
      ...now.map((known) => rows.find(({ id }) => id === known.id) ?? known),
      ...rows.filter((row) => !now.some(({ id }) => id === row.id)),
    ])
  const drop = (id: string) => setBegun((now) => now.filter((row) => row.id !== id))

  /** Fills a row; it is laid as soon as it can be. */
  const editBegun = (before: Begun, column: TypedColumn, text: string, work?: Taken) => {
    const texts = { ...before.texts, [column]: text }
    const renamed = column === 'title' && !work && text !== before.work?.title
    renewBlank(before)
    if (Object.values(texts).every((value) => value.trim() === '') && !before.after) return drop(before.id)
    begin([{ ...before, texts, work: work ?? (renamed ? undefined : before.work), state: 'left' }])
  }

  const lay = async (row: Begun, change: SlotChange) => {
    try {
      await amend(channelId, t('did.lay', { title: row.work?.title ?? row.texts.title ?? '' }), [change])
      drop(row.id)
    } catch (refusal) {
      onFailure(refusal)
      // It was laid before and both sides are shown to choose from; what the other one took out stays begun here.
      if (refusal instanceof StaleChange && refusal.sides.some(({ theirs }) => theirs)) drop(row.id)
      else
        setBegun((now) => now.map((known) => (known.id === row.id ? { ...known, state: undefined } : known)))
    }
  }
  const startOf = (row: Begun, { fields }: ReadRow): { day: string; start: string } | undefined => {
    if (fields.start !== undefined) return { day: row.day, start: fields.start }
    const view = days.find(({ day }) => day === row.day)
    const free = view && freeAt(view, row)
    if (!free) return undefined
    const startsAt = wholeSecond(free)
    return { day: placeAt(week, startsAt).day, start: typedTime(secondsOfDay(startsAt)) }
  }
  const placeOf = (row: Begun): SlotChange | undefined => {
    const read = readRow(row.texts, dayStartsMin)
    const at = startOf(row, read)
    const { start, startMode: _, durationMs = row.work?.durationMs, ...rest } = read.fields
    if (read.problems.length > 0 || !at || durationMs === undefined) return undefined
    if (!row.work && rest.title === undefined) return undefined
    const what = row.work
      ? { kind: 'work' as const, workId: row.work.id, title: '' }
      : { kind: 'title' as const }
    const startMode = start === undefined ? 'following' : 'fixed'
    return { do: 'place', ...rest, ...what, ...at, id: row.id, startMode, durationMs }
  }

  const waiting = waitingRows(begun, (row) => placeOf(row) !== undefined)
  // After each drawing: what a row follows may only now stand in the plan.
  useEffect(() => {
    const ready = begun.flatMap((row) => {
      const change = row.state === 'left' && !waiting.has(row.id) ? placeOf(row) : undefined
      return change ? { row, change } : []
    })
    if (ready.length === 0) return
    begin(ready.map(({ row }) => ({ ...row, state: 'sent' })))
    for (const { row, change } of ready) void lay(row, change)
  })

  /** What keeps a begun row out of the plan, by cell. */
  const problemsIn = (row: Begun): Partial<Record<TypedColumn, Pending['problem']>> => {
    const read = readRow(row.texts, dayStartsMin)
    const found: Partial<Record<TypedColumn, Pending['problem']>> = {}
    for (const problem of read.problems) found[problem] = problem
    if (row.work === undefined && !says(row, 'title')) return found
    if (!says(row, 'start') && !startOf(row, read) && !waiting.has(row.id)) found.start = 'firstStart'
    if (!says(row, 'length') && row.work?.durationMs === undefined) found.length = 'length'
    return found
  }

  const insertAfter = (row: Row): string => {
    const id = newRowId()
    const after = row.kind === 'slot' ? row.id : row.kind === 'begun' ? row.begun.after : undefined
    begin([{ id, day: row.day, after, texts: {} }])
    return id
  }

  return {
    begun: canEdit ? [...begun, ...days.map(({ day }) => blankOf(day))] : [],
    blankOf,
    problemsIn,
    editBegun,
    insertAfter,
    begin,
    drop,
  }
}
