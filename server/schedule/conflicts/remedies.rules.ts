import type { z } from 'zod'
import { addDays } from '../../calendar/days.rules.ts'
import type { amendment } from '../amending/amending.schema.ts'
import { broadcastDayOf, endOf, exactTimeOfDay, timeOfDay } from '../schedule.rules.ts'
import type { Airable, Conflict, First, WorkFacts } from './conflicts.rules.ts'

type Amendment = z.input<typeof amendment>
type Step = Amendment['changes'][number]

/** A call of the API that the page can make for a person. */
export interface Action {
  method: 'POST' | 'PATCH'
  path: string
  body: Record<string, unknown>
}

/** One click that ends a conflict. */
export interface Remedy {
  code: string
  /** What its label fills in. */
  values: Record<string, string>
  action: Action
  /** What takes it back; where it is absent, the answer says it: `back` of an amendment, `leaving` of a publication. */
  undo?: Action
}

/** A row that a remedy changes, with its name as people know it. */
export interface Remedied {
  readonly id: string
  readonly channelId: string
  readonly day: string
  readonly startsAt: string
  readonly endsAt: string
  readonly durationMs: number
  readonly kind: 'work' | 'title' | 'relay' | 'live'
  readonly workId: string | null
  readonly versionId: string | null
  readonly language: string | null
  readonly firstSlotId: string | null
  readonly revision: number
  readonly name: string
}

interface Known {
  dayStartsMin: number
  slot: Remedied
  other: Remedied | undefined
  /** Of a repeat whose first run stands weeks away. */
  first: First | undefined
  work: WorkFacts | undefined
  /** What stands in a row that only keeps a place, in the words of the paper. */
  heldTitle: string
}

const WEEK = 7

/** Two or three ways out of a conflict of one slot, the mildest first. Each is one amendment of the draft. */
export function remediesFor(conflict: Conflict, known: Known): Remedy[] {
  const { slot, other } = known
  switch (conflict.code) {
    case 'overlap':
      return other ? ofOverlap(known, other) : []
    case 'gap':
      return other ? ofGap(known, other) : []
    case 'not_approved':
      return ofUnapproved(known)
    case 'media_missing':
      return [...otherRecording(known, conflict.versionId), hold(known), takeOut(slot)]
    case 'too_long':
      return [lengthened(slot, slot.durationMs + conflict.byMs), ...shorterRecording(known), hold(known)]
    case 'too_short':
      return [
        lengthened(slot, slot.durationMs - conflict.byMs, 'fit_and_fill', { gapPolicy: 'fill' }),
        lengthened(slot, slot.durationMs - conflict.byMs, 'fit_and_leave', { gapPolicy: 'leave' }),
      ]
    case 'repeat_before_first':
      return ofRepeat(known)
    case 'rights_not_yet':
      return [moved(known, slot, onDay(slot, conflict.from), 'move_to_right'), hold(known), takeOut(slot)]
    case 'rights_expired':
    case 'rights_used_up':
    case 'rights_other_use':
      return [hold(known), takeOut(slot)]
    case 'quota':
      return []
  }
}

const amend = (code: string, slot: Remedied, values: Record<string, string>, changes: Step[]): Remedy => ({
  code,
  values: { title: slot.name, ...values },
  action: { method: 'POST', path: '/slots/amend', body: { channelId: slot.channelId, changes } },
})

const edit = (
  slot: Remedied,
  fields: Omit<Extract<Step, { do: 'edit' }>, 'do' | 'id' | 'revision'>,
): Step => ({
  do: 'edit',
  id: slot.id,
  revision: slot.revision,
  ...fields,
})

const dayText = (day: string) => day.split('-').slice(1).reverse().join('/')
const onDay = (slot: Remedied, day: string) =>
  endOf(slot.startsAt, Date.parse(`${day}T00:00Z`) - Date.parse(`${slot.day}T00:00Z`))

const placed = (known: Known, slot: Remedied, startsAt: string): Step =>
  edit(slot, { day: broadcastDayOf(startsAt, known.dayStartsMin), start: exactTimeOfDay(startsAt) })

function moved(known: Known, slot: Remedied, startsAt: string, code = 'move'): Remedy {
  const values = { time: timeOfDay(startsAt), date: dayText(broadcastDayOf(startsAt, known.dayStartsMin)) }
  return amend(code, slot, values, [placed(known, slot, startsAt)])
}

const postponed = (known: Known): Remedy =>
  moved(known, known.slot, onDay(known.slot, addDays(known.slot.day, WEEK)), 'next_week')

const takeOut = (slot: Remedied): Remedy =>
  amend('take_out', slot, {}, [{ do: 'remove', id: slot.id, revision: slot.revision }])

const lengthened = (
  slot: Remedied,
  durationMs: number,
  code = durationMs > slot.durationMs ? 'lengthen' : 'shorten',
  more: { gapPolicy?: 'fill' | 'leave' } = {},
): Remedy => amend(code, slot, { lengthMs: String(durationMs) }, [edit(slot, { durationMs, ...more })])

/** The hour and the name stay on the plan, without the recording that may not air: "Giữ chỗ". */
const hold = ({ slot }: Known): Remedy =>
  amend('hold', slot, {}, [edit(slot, { kind: 'title', title: slot.name, workId: null, versionId: null })])

/** Not the station's own rows alone can be cut: a recording plays to its end. */
const canBeCut = (slot: Remedied) => slot.kind !== 'work'

function ofOverlap(known: Known, earlier: Remedied): Remedy[] {
  const { slot } = known
  const sharedFrom = Date.parse(slot.startsAt) - Date.parse(earlier.startsAt)
  return [
    moved(known, slot, earlier.endsAt, 'move_after'),
    ...(canBeCut(earlier) && sharedFrom >= 1000 ? [lengthened(earlier, sharedFrom)] : []),
    takeOut(slot),
  ]
}

function ofGap(known: Known, before: Remedied): Remedy[] {
  const { slot } = known
  const gapMs = Date.parse(slot.startsAt) - Date.parse(before.endsAt)
  const startsAt = before.endsAt
  const held: Step = {
    do: 'place',
    day: broadcastDayOf(startsAt, known.dayStartsMin),
    start: exactTimeOfDay(startsAt),
    durationMs: Date.parse(slot.startsAt) - Date.parse(startsAt),
    kind: 'title',
    title: known.heldTitle,
  }
  return [
    moved(known, slot, startsAt, 'pull_up'),
    ...(gapMs >= 2000 ? [amend('hold_gap', slot, { lengthMs: String(gapMs) }, [held])] : []),
    amend('leave_gap', slot, {}, [edit(before, { gapPolicy: 'leave' })]),
  ]
}

function ofUnapproved(known: Known): Remedy[] {
  const { slot, work } = known
  if (slot.versionId !== null)
    return [
      // Without a recording named by hand it takes the newest approved one, or keeps the place until there is one.
      amend(work?.airable.length ? 'take_approved' : 'hold', slot, {}, [edit(slot, { versionId: null })]),
      postponed(known),
      takeOut(slot),
    ]
  return [
    ...(slot.language !== null && work?.airable.length
      ? [amend('any_language', slot, {}, [edit(slot, { language: null })])]
      : []),
    hold(known),
    postponed(known),
    ...(slot.language !== null && work?.airable.length ? [] : [takeOut(slot)]),
  ]
}

const pinned = (code: string, slot: Remedied, version: Airable | undefined): Remedy[] =>
  version
    ? [amend(code, slot, { number: String(version.number) }, [edit(slot, { versionId: version.id })])]
    : []

const otherRecording = ({ slot, work }: Known, versionId: string): Remedy[] =>
  pinned(
    'other_recording',
    slot,
    work?.airable.find((version) => version.stored && version.id !== versionId),
  )

const shorterRecording = ({ slot, work }: Known): Remedy[] =>
  pinned(
    'shorter_recording',
    slot,
    work?.airable.find((version) => version.stored && version.durationMs <= slot.durationMs),
  )

function ofRepeat(known: Known): Remedy[] {
  const { slot, other, first } = known
  const firstDay = other?.day ?? (first && broadcastDayOf(first.startsAt, known.dayStartsMin))
  return [
    ...(other
      ? [amend('swap', slot, {}, [placed(known, slot, other.startsAt), placed(known, other, slot.startsAt)])]
      : []),
    ...(firstDay ? [moved(known, slot, onDay(slot, addDays(firstDay, 1)), 'move_after_first')] : []),
    amend('untie', slot, {}, [edit(slot, { firstSlotId: null, run: 'first' })]),
  ]
}
