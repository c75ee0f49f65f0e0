import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { startIn } from '../../../server/schedule/imports/hours.rules.ts'
import { endOf, instantOf, secondsOfDay } from '../../../server/schedule/schedule.rules.ts'
import type { DeskProps } from '../desk.ts'
import { placeAt, wholeSecond } from '../plan-view.ts'
import type { NewSlot } from '../schedule.api.ts'
import { StaleChange } from '../stale.ts'
import { amend } from '../undo.ts'
import { type Pending, type ReadRow, readRow, typedTime } from './cell-values.ts'
import type { CellTexts, TypedColumn } from './columns.ts'
import { type Begun, freeAt, newRowId, type Row, says, type Taken } from './rows.ts'

type Props = Pick<DeskProps, 'week' | 'days' | 'canEdit' | 'onFailure'> & {
  /** What was typed into a row while it was being laid, and could not be laid with it. */
  onLeft: (rowId: string, column: TypedColumn, left: Pending) => void
}

/** Rows that stand only on this page, until they say what, when and how long and are laid in the plan. */
export function useBegun({ week, days, canEdit, onFailure, onLeft }: Props) {
  const { t } = useTranslation('schedule')
  const [begun, setBegun] = useState<readonly Begun[]>([])
  const latest = useRef(begun)
  latest.current = begun
  const blanks = useRef(new Map<string, string>())
  /** Those on their way, in their order: one without an hour begins where the one before it will end. */
  const going = useRef(new Map<string, Pick<Begun, 'day' | 'after'> & { endsAt: string }>())
  /** What stands in the plan of a row that was typed on while it was on its way. */
  const laid = useRef(new Map<string, CellTexts>())
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

  const lay = async (row: Begun, change: NewSlot) => {
    const startsAt = instantOf(change.day, startIn(change.start, dayStartsMin) ?? 0, dayStartsMin)
    const { id, day, after } = row
    going.current.set(id, { day, after, endsAt: endOf(startsAt, change.durationMs ?? 0) })
    try {
      await amend(channelId, t('did.lay', { title: row.work?.title ?? row.texts.title ?? '' }), [change])
      laid.current.set(id, row.texts)
      ended(row)
    } catch (refusal) {
      onFailure(refusal)
      ended(row, refusal)
    }
  }
  const ended = (row: Begun, refusal?: unknown) => {
    const now = latest.current.find(({ id }) => id === row.id)
    // Typed on meanwhile: that is a step of its own, whose end follows.
    if (now?.state === 'sent' && now.texts !== row.texts) return
    going.current.delete(row.id)
    const stood = laid.current.get(row.id)
    laid.current.delete(row.id)
    if (!now) return
    const sides = refusal instanceof StaleChange ? refusal.sides : []
    // Somebody took it out: what is kept here is another row.
    const gone = sides.length > 0 && sides.every(({ theirs }) => theirs === null)
    if (gone || (refusal && !stood && sides.length === 0)) {
      const id = gone ? newRowId() : now.id
      return setBegun((all) =>
        all.map((known) => (known.id === row.id ? { ...known, id, state: undefined } : known)),
      )
    }
    // Both sides of a stale change are shown to choose from; all else that was typed since stays in its cell.
    if (stood && sides.length === 0)
      for (const [column, text] of Object.entries(now.texts) as [TypedColumn, string][])
        if (text !== (stood[column] ?? ''))
          onLeft(row.id, column, { text, problem: problemsIn(now)[column] ?? 'refused' })
    // Those put behind the same slot later come behind this one.
    setBegun((all) => {
      const at = all.findIndex(({ id }) => id === row.id)
      const behind = (known: Begun, i: number) =>
        row.after !== undefined && known.after === row.after && i > at
      return all
        .map((known, i) => (behind(known, i) ? { ...known, after: row.id } : known))
        .filter(({ id }) => id !== row.id)
    })
  }

  const startOf = (row: Begun, { fields }: ReadRow): { day: string; start: string } | undefined => {
    if (fields.start !== undefined) return { day: row.day, start: fields.start }
    const view = days.find(({ day }) => day === row.day)
    const own = [...going.current.keys()].indexOf(row.id)
    const before = [...going.current.values()]
      .slice(0, own < 0 ? undefined : own)
      .flatMap(({ day, after, endsAt }) => (day === row.day && after === row.after ? endsAt : []))
    const free = [...before, (view && freeAt(view, row)) ?? ''].toSorted().at(-1)
    if (!free) return undefined
    const startsAt = wholeSecond(free)
    return { day: placeAt(week, startsAt).day, start: typedTime(secondsOfDay(startsAt)) }
  }
  const placeOf = (row: Begun): NewSlot | undefined => {
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
  // After each drawing: what a row follows may only now stand in the plan.
  useEffect(() => {
    const sent: Begun[] = []
    for (const row of begun) {
      const change = row.state === 'left' ? placeOf(row) : undefined
      if (!change) continue
      void lay(row, change)
      sent.push({ ...row, state: 'sent' })
    }
    if (sent.length > 0) begin(sent)
  })

  /** What keeps a begun row out of the plan, by cell. */
  const problemsIn = (row: Begun): Partial<Record<TypedColumn, Pending['problem']>> => {
    const read = readRow(row.texts, dayStartsMin)
    const found: Partial<Record<TypedColumn, Pending['problem']>> = {}
    for (const problem of read.problems) found[problem] = problem
    if (row.work === undefined && !says(row, 'title')) return found
    if (!says(row, 'start') && !startOf(row, read)) found.start = 'firstStart'
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
