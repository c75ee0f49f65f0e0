import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { secondsOfDay } from '../../../server/schedule/schedule.rules.ts'
import type { DeskProps } from '../desk.ts'
import type { Slot, SlotChange } from '../schedule.api.ts'
import { removeWithUndo } from '../slot-acts.ts'
import { StaleChange } from '../stale.ts'
import { amend, offerLatest } from '../undo.ts'
import { type Pending, type Read, readCell, readRow, typedTime } from './cell-values.ts'
import { type CellTexts, cellText, columns, isTyped, type TypedColumn } from './columns.ts'
import type { PlannedLine } from './paste-plan.ts'
import type { Begun, Row, Taken } from './rows.ts'
import { useBegun } from './use-begun.ts'
import { type Area, cellKey } from './use-cells.ts'

/** Everything that changes the plan from the table. Nothing typed is lost: what cannot be kept stays in its cell. */
export function useEdits({ week, days, canEdit, askRepeats, onFailure, onSay }: DeskProps) {
  const { t } = useTranslation('schedule')
  const [pending, setPending] = useState<ReadonlyMap<string, Pending>>(new Map())
  const { id: channelId, dayStartsMin } = week.channel
  const { begin, drop, ...begun } = useBegun({
    week,
    days,
    canEdit,
    onFailure,
    onLeft: (row, column, left) => wait(cellKey(row, column), left),
  })

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

  /** Delete: slots whose title is among the cells leave the plan, other cells are emptied. */
  const clear = async (rows: readonly Row[], area: Area) => {
    const cleared = columns.slice(area.left, area.right + 1).filter(isTyped)
    const taken = rows.slice(area.top, area.bottom + 1)
    for (const row of taken)
      if (row.kind === 'begun') {
        const texts: CellTexts = { ...row.begun.texts }
        for (const column of cleared) texts[column] = ''
        const kept = Object.values(texts).some((text) => text !== '')
        if (kept) begin([{ ...row.begun, texts, state: row.begun.state && 'left' }])
        else drop(row.id)
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
    begin(unread.map(begunOf))
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
      begin(planned.filter(({ change }) => change?.do === 'place').map(begunOf))
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

  return {
    pending,
    ...begun,
    editSlot,
    clear,
    paste,
    fill,
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

const begunOf = ({ id, day, line }: PlannedLine): Begun => ({ id, day, texts: line.texts })

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
