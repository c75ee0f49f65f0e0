import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { secondsOfDay } from '../../../server/schedule/schedule.rules.ts'
import type { DeskProps } from '../desk.ts'
import { placeAt, wholeSecond } from '../plan-view.ts'
import type { Slot, SlotChange } from '../schedule.api.ts'
import { removeWithUndo } from '../slot-acts.ts'
import { StaleChange } from '../stale.ts'
import { amend, offerLatest } from '../undo.ts'
import { type Problem, type Read, readCell, readRow, typedTime } from './cell-values.ts'
import { type CellTexts, cellText, columns, isTyped, type TypedColumn } from './columns.ts'
import type { PlannedLine } from './paste-plan.ts'
import { type Begun, freeAt, newRowId, type Row } from './rows.ts'
import { type Area, cellKey } from './use-cells.ts'

/** What was typed and does not stand in the plan yet: on its way, or waiting to be understood. */
export interface Pending {
  text: string
  problem?: Problem | 'firstStart' | 'refused' | undefined
}
/** A work taken from the library. */
export interface Taken {
  id: string
  title: string
  durationMs: number | undefined
}

/** Everything that changes the plan from the table. Nothing typed is lost: what cannot be kept stays in its cell. */
export function useEdits({ week, days, canEdit, askRepeats, onFailure, onSay }: DeskProps) {
  const { t } = useTranslation('schedule')
  const [pending, setPending] = useState<ReadonlyMap<string, Pending>>(new Map())
  const [begun, setBegun] = useState<readonly Begun[]>([])
  const blanks = useRef(new Map<string, string>())
  const { id: channelId, dayStartsMin } = week.channel

  const blankOf = (day: string): Begun => {
    const id = blanks.current.get(day) ?? newRowId()
    blanks.current.set(day, id)
    return { id, day, texts: {} }
  }
  const renewBlank = (id: string, day: string) => {
    if (blanks.current.get(day) === id) blanks.current.set(day, newRowId())
  }
  /** With `sent`, only where nothing newer has been typed there since. */
  const wait = (key: string, value: Pending | undefined, sent?: Pending) =>
    setPending((now) => {
      if (sent && now.get(key) !== sent) return now
      const next = new Map(now)
      if (value) next.set(key, value)
      else next.delete(key)
      return next
    })

  const send = (words: string, changes: SlotChange[]) => amend(channelId, words, changes)

  /** Changes one cell of a slot as it was seen when the typing began. */
  const editSlot = async (
    slot: Slot,
    column: TypedColumn,
    text: string,
    how: { own: boolean; work: Taken | undefined },
  ) => {
    const key = cellKey(slot.id, column)
    const before = pending.get(key)
    const onItsWay = before?.problem ? undefined : before
    const fields = fieldsOf(slot, column, text, {
      ...how,
      shown: onItsWay?.text ?? cellText(t, slot, column),
    })
    if (fields.problem) return wait(key, { text, problem: fields.problem })
    if (!fields.fields) return onItsWay ? undefined : wait(key, undefined)
    const typed: Pending = { text: how.work?.title ?? text }
    wait(key, typed)
    try {
      const moveRepeats = 'start' in fields.fields && (await askRepeats(slot))
      const { id, revision } = slot
      const change = { do: 'edit', id, revision, ...fields.fields, moveRepeats } as SlotChange
      await send(t('did.cell', { title: slot.title, column: t(`table.column.${column}`) }), [change])
      wait(key, undefined, typed)
    } catch (refusal) {
      onFailure(refusal)
      // Both sides of a stale change are shown to choose from; what else was refused stays to be mended.
      wait(key, refusal instanceof StaleChange ? undefined : { text, problem: 'refused' }, typed)
    }
  }

  /** Fills a row that was begun, and lays it once it says what, when and how long. */
  const editBegun = async (before: Begun, column: TypedColumn, text: string, work?: Taken) => {
    const texts = { ...before.texts, [column]: text }
    const renamed = column === 'title' && !work && text !== before.work?.title
    const row: Begun = { ...before, texts, work: work ?? (renamed ? undefined : before.work) }
    renewBlank(row.id, row.day)
    const empty = Object.values(texts).every((value) => value.trim() === '')
    setBegun((now) => [...now.filter(({ id }) => id !== row.id), ...(empty && !row.after ? [] : [row])])
    const change = placeOf(row)
    if (!change) return
    const stands = () => setBegun((now) => now.filter(({ id }) => id !== row.id))
    try {
      await send(t('did.lay', { title: row.work?.title ?? texts.title ?? '' }), [change])
      stands()
    } catch (refusal) {
      onFailure(refusal)
      // It was laid before and both sides are shown to choose from; what the other one took out stays begun here.
      if (refusal instanceof StaleChange && refusal.sides.some(({ theirs }) => theirs)) stands()
    }
  }

  const startOf = (
    row: Begun,
    { fields }: ReturnType<typeof readRow>,
  ): { day: string; start: string } | undefined => {
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

  /** What keeps a begun row out of the plan, by cell. */
  const problemsIn = (row: Begun): Partial<Record<TypedColumn, Pending['problem']>> => {
    const read = readRow(row.texts, dayStartsMin)
    const found: Partial<Record<TypedColumn, Pending['problem']>> = {}
    for (const problem of read.problems) found[problem] = problem
    const said = row.work !== undefined || Boolean(row.texts.title?.trim())
    if (!said) return found
    if (!row.texts.start?.trim() && !startOf(row, read)) found.start = 'firstStart'
    if (!row.texts.length?.trim() && row.work?.durationMs === undefined) found.length = 'length'
    return found
  }

  /** Delete: slots whose title is among the cells leave the plan, other cells are emptied. */
  const clear = async (rows: readonly Row[], area: Area) => {
    const cleared = columns.slice(area.left, area.right + 1).filter(isTyped)
    const taken = rows.slice(area.top, area.bottom + 1)
    for (const row of taken)
      if (row.kind === 'begun') {
        const texts: CellTexts = { ...row.begun.texts }
        for (const column of cleared) texts[column] = ''
        const kept = Object.values(texts).some((text) => text !== '')
        setBegun((now) => [
          ...now.filter(({ id }) => id !== row.id),
          ...(kept ? [{ ...row.begun, texts }] : []),
        ])
      }
    for (const row of taken) for (const column of cleared) wait(cellKey(row.id, column), undefined)
    const slots = taken.flatMap((row) => (row.kind === 'slot' ? row.slot : []))
    const [first] = slots
    if (!first) return
    try {
      if (cleared.includes('title')) {
        onSay(t('said.removed', { title: first.title }))
        return await removeWithUndo(t, slots)
      }
      const fields = Object.assign({}, ...cleared.map((column) => emptied[column] ?? {}))
      if (Object.keys(fields).length === 0) return onSay(t('table.lengthNeeded'))
      const words = t('did.cells', { count: slots.length })
      await send(
        words,
        slots.map(({ id, revision }) => ({ do: 'edit', id, revision, ...fields })),
      )
    } catch (refusal) {
      onFailure(refusal)
    }
  }

  /** Lays and changes what could be read; the other lines stay in the table, their cells red. */
  const paste = async (planned: readonly PlannedLine[]) => {
    const changes = planned.flatMap(({ change }) => change ?? [])
    for (const { slot, line, problems } of planned)
      if (slot)
        for (const problem of problems)
          if (problem !== 'day') wait(cellKey(slot.id, problem), { text: line.texts[problem] ?? '', problem })
    const unread = planned.filter(({ slot, change }) => !slot && !change)
    setBegun((now) => [...now, ...unread.map(({ id, day, line }) => ({ id, day, texts: line.texts }))])
    if (changes.length === 0) return
    const words = t('did.paste', { count: changes.length })
    try {
      const moved = planned.flatMap(({ slot, change }) => (slot && movesIt(slot, change) ? slot : []))
      const moveRepeats = await askRepeats(...moved)
      await send(
        words,
        changes.map((change) => (change.do === 'edit' ? { ...change, moveRepeats } : change)),
      )
      offerLatest(words)
    } catch (refusal) {
      onFailure(refusal)
      // None of it stands: the cells and rows stay to be seen and tried again.
      if (!(refusal instanceof StaleChange)) for (const line of planned) refuseCells(line)
      const lost = planned.filter(({ change }) => change?.do === 'place')
      setBegun((now) => [...now, ...lost.map(({ id, day, line }) => ({ id, day, texts: line.texts }))])
    }
  }

  const refuseCells = ({ slot, line }: PlannedLine) => {
    for (const [column, text] of Object.entries(line.texts) as [TypedColumn, string][])
      if (slot && text !== '' && text !== cellText(t, slot, column))
        wait(cellKey(slot.id, column), { text, problem: 'refused' })
  }

  /** The same text into every selected cell. */
  const fill = async (rows: readonly Row[], area: Area, text: string) => {
    const cells = columns.slice(area.left, area.right + 1).filter(isTyped)
    const slots = rows
      .slice(area.top, area.bottom + 1)
      .flatMap((row) => (row.kind === 'slot' ? row.slot : []))
    const read = readRow(Object.fromEntries(cells.map((column) => [column, text])), dayStartsMin)
    if (slots.length === 0 || read.problems.length > 0) return onSay(t('table.cannotFill', { text }))
    const words = t('did.cells', { count: slots.length })
    const moveRepeats = await askRepeats(...slots.filter((slot) => movesIt(slot, read.fields)))
    await send(
      words,
      slots.map(({ id, revision }) => ({ do: 'edit', id, revision, ...read.fields, moveRepeats })),
    ).catch(onFailure)
  }

  const insertAfter = (row: Row): string => {
    const id = newRowId()
    const after = row.kind === 'slot' ? row.id : row.kind === 'begun' ? row.begun.after : undefined
    setBegun((now) => [...now, { id, day: row.day, after, texts: {} }])
    return id
  }

  return {
    pending,
    begun: canEdit ? [...begun, ...days.map(({ day }) => blankOf(day))] : [],
    blankOf,
    problemsIn,
    editSlot,
    editBegun,
    clear,
    paste,
    fill,
    insertAfter,
    forget: (row: string, column: TypedColumn) => wait(cellKey(row, column), undefined),
  }

  function fieldsOf(
    slot: Slot,
    column: TypedColumn,
    text: string,
    { own, work, shown }: { own: boolean; work: Taken | undefined; shown: string },
  ): Read | { fields?: undefined; problem?: undefined } {
    if (work) {
      const length = work.durationMs === undefined ? {} : { durationMs: work.durationMs }
      return { fields: { kind: 'work' as const, workId: work.id, versionId: null, title: '', ...length } }
    }
    if (text.trim() === shown) return {}
    // Written into the title of a work, the words are printed instead of it; written over it, they replace the work.
    if (column === 'title' && own && slot.kind === 'work') return { fields: { title: text.trim() } }
    if (column === 'title' && slot.kind !== 'work' && text.trim() !== '')
      return { fields: { title: text.trim() } }
    if (column === 'length' && text.trim() === '' && slot.version)
      return { fields: { durationMs: slot.version.durationMs } }
    return readCell(column, text, dayStartsMin)
  }
}
export type Edits = ReturnType<typeof useEdits>

const movesIt = (slot: Slot, change: { start?: string | undefined } | SlotChange | undefined) =>
  change !== undefined &&
  'start' in change &&
  change.start !== undefined &&
  change.start !== typedTime(secondsOfDay(slot.startsAt))

/** What an emptied cell means; a length and a title cannot be empty. */
const emptied: Partial<Record<TypedColumn, Record<string, unknown>>> = {
  start: { startMode: 'following' },
  language: { language: null },
  run: { run: 'first', firstSlotId: null },
  note: { note: '' },
}
