import { billedSecondsAlong } from '../../server/schedule/billed.rules.ts'
import { asOnClock, readHour, startIn } from '../../server/schedule/imports/hours.rules.ts'
import {
  exactSecondsOfDay,
  exactTimeOfDay,
  instantOf,
  lengthText,
  parseLength,
} from '../../server/schedule/schedule.rules.ts'
import type { NewSlot, Slot } from './schedule.api.ts'
import { exactTime } from './use-moves.ts'

export type Kind = NewSlot['kind']
export const kinds: readonly Kind[] = ['work', 'title', 'relay', 'live']

/** What stands in the form's fields, as typed. */
export interface SlotDraft {
  kind: Kind
  work: { id: string; title: string } | undefined
  versionId: string | null
  title: string
  day: string
  start: string
  /** The hour that papers print, empty for the start; undefined while it is left to go along with the start. */
  billed?: string
  length: string
  language: Slot['language']
  run: 'first' | 'repeat'
  note: string
}
export type Problems = Partial<Record<'work' | 'title' | 'start' | 'billed' | 'length', string>>

export function draftOfSlot(slot: Slot): SlotDraft {
  return {
    kind: slot.kind,
    work: slot.workId ? { id: slot.workId, title: slot.title } : undefined,
    versionId: slot.versionId,
    title: slot.kind === 'work' ? slot.ownTitle : slot.title,
    day: slot.day,
    start: exactTime(slot.startsAt).replace(/:00$/, ''),
    length: lengthText(slot.durationMs),
    language: slot.language,
    run: slot.run,
    note: slot.note,
  }
}

export const emptyDraft = (day: string, start = '', length = ''): SlotDraft => ({
  kind: 'work',
  work: undefined,
  versionId: null,
  title: '',
  day,
  start,
  length,
  language: null,
  run: 'first',
  note: '',
})

/** The hour that papers would print of the draft, as it stands in its field: typed, or gone along with the start. */
export function billedIn({ billed, start }: SlotDraft, before?: Slot): string {
  if (billed !== undefined || !before?.billedAt) return billed ?? ''
  const from = exactSecondsOfDay(before.startsAt)
  const seconds = billedSecondsAlong(
    exactSecondsOfDay(before.billedAt),
    from,
    readHour(start)?.seconds ?? from,
  )
  return seconds === null ? '' : exactTimeOfDay(instantOf(before.day, seconds))
}

/** What keeps the draft from being laid, by field, as keys of the form's words. */
export function problemsOf(draft: SlotDraft, dayStartsMin: number): Problems {
  const problems: Problems = {}
  if (draft.kind === 'work' && !draft.work) problems.work = 'work'
  if (draft.kind !== 'work' && draft.title.trim() === '') problems.title = 'title'
  const isHour = (text: string) => startIn(text, dayStartsMin) !== undefined
  if (!isHour(draft.start)) problems.start = 'start'
  if (draft.billed?.trim() && !isHour(draft.billed)) problems.billed = 'billed'
  // Of a work the approved recording tells the length.
  const needed = draft.kind !== 'work' || draft.length.trim() !== ''
  if (needed && parseLength(draft.length) === undefined) problems.length = 'length'
  return problems
}

/** The draft in the words of the API. `before` keeps the exact length of a slot whose length was not touched. */
export function inputOf(draft: SlotDraft, before?: Slot) {
  const untouched = before && draft.length === lengthText(before.durationMs)
  const durationMs = untouched ? before.durationMs : parseLength(draft.length)
  return {
    day: draft.day,
    start: asOnClock(draft.start),
    ...(draft.billed === undefined ? {} : { billed: asOnClock(draft.billed.trim()) || null }),
    ...(durationMs === undefined ? {} : { durationMs }),
    kind: draft.kind,
    workId: draft.kind === 'work' ? (draft.work?.id ?? null) : null,
    versionId: draft.kind === 'work' ? draft.versionId : null,
    title: draft.title.trim(),
    language: draft.language,
    run: draft.run,
    note: draft.note.trim(),
  }
}
