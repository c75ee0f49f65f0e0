import { change, type Recorder } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { channelById } from '../channels.queries.ts'
import { besidePlanned, broadcastDayOf, instantOf, secondsOfDay } from '../schedule.rules.ts'
import { type Slot, slotById, slotsById, slotsOn } from '../slots.queries.ts'
import { editSlot } from '../slots.service.ts'
import { askedAmong, keepAnswer, type SaidOfSlot, saidOf } from './answers.queries.ts'
import type { SlotAnswerInput, Way } from './answers.schema.ts'

/** Who tells us: somebody with an account, or whoever holds a link and the name they gave. */
export type Teller = { person: Pick<Actor, 'id' | 'name'>; way: 'hand' | 'import' } | LinkTeller
interface LinkTeller {
  linkId: string
  name: string
  days: readonly string[]
  way: 'link'
}

export interface AnsweredSlot {
  slotId: string
  day: string
  startsAt: string
  /** The hour that is announced, where it is not the exact start. */
  billedAt: string | null
  endsAt: string
  durationMs: number
  kind: Slot['kind']
  title: string
  run: Slot['run']
  language: Slot['language']
  revision: number
  answer: SaidOfSlot['answer'] | 'none'
  movedTo: string | null
  note: string
  /** The slot has moved since it was answered, other than where the station wanted it. */
  outdated: boolean
  history: Omit<SaidOfSlot, 'slotId'>[]
}

/** Keeps what the station said of some slots of a channel: all of it, or nothing. */
export async function answerSlots(
  deps: Pick<Deps, 'db' | 'live' | 'clock'>,
  teller: Teller,
  channelId: string,
  answers: readonly SlotAnswerInput[],
): Promise<void> {
  const person = 'person' in teller ? teller.person : null
  await change(deps, person, async (trx, record) => {
    const slots = await slotsToAnswer(trx, teller, channelId, answers)
    for (const said of answers)
      await answerOne(deps, trx, record, { teller, slot: found(slots.get(said.slotId)), said })
  })
}

async function slotsToAnswer(
  trx: Trx,
  teller: Teller,
  channelId: string,
  answers: readonly SlotAnswerInput[],
): Promise<Map<string, Slot>> {
  const ids = answers.map(({ slotId }) => slotId)
  const slots = (await slotsById(trx, ids)).filter((slot) => slot.channelId === channelId)
  if (teller.way !== 'link') return new Map(slots.map((slot) => [slot.id, slot]))
  // A link reaches the slots it showed, and nothing else.
  const asked = await askedAmong(trx, ids)
  const reached = slots.filter((slot) => teller.days.includes(slot.day) && asked.has(slot.id))
  return new Map(reached.map((slot) => [slot.id, slot]))
}

async function answerOne(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  record: Recorder,
  { teller, slot, said }: { teller: Teller; slot: Slot; said: SlotAnswerInput },
): Promise<void> {
  const { answer, note, time } = said
  if (answer === 'moved' && time === undefined)
    throw new DomainError('invalid', { problems: [{ path: 'time', problem: 'needed with moved' }] })
  const channel = found(await channelById(trx, slot.channelId))
  await keepAnswer(trx, {
    id: newId(),
    slot_id: slot.id,
    channel_id: slot.channelId,
    day: slot.day,
    title: slot.title,
    starts_at: slot.startsAt,
    answer,
    moved_to:
      answer === 'moved' && time !== undefined
        ? besidePlanned(instantOf(slot.day, time, channel.dayStartsMin), slot.startsAt)
        : null,
    note,
    said_by: 'person' in teller ? teller.person.name : teller.name,
    way: teller.way,
    link_id: 'linkId' in teller ? teller.linkId : null,
    person_id: 'person' in teller ? teller.person.id : null,
    at: deps.clock.now(),
  })
  const detail = { answer, way: teller.way as Way, ...('linkId' in teller ? { linkId: teller.linkId } : {}) }
  await record({ action: 'slot.answer', subjectKind: 'slot', subjectId: slot.id, detail })
}

/** Asks the station about the works on some days that it was not asked about yet. */
export async function proposeWorks(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  record: Recorder,
  { person, channelId, days }: { person: Actor; channelId: string; days: readonly string[] },
): Promise<void> {
  const slots = await slotsOn(trx, channelId, days)
  const asked = await askedAmong(
    trx,
    slots.map(({ id }) => id),
  )
  const teller: Teller = { person, way: 'hand' }
  for (const slot of slots.filter(({ id, kind }) => kind === 'work' && !asked.has(id)))
    await answerOne(deps, trx, record, {
      teller,
      slot,
      said: { slotId: slot.id, answer: 'proposed', note: '', time: undefined },
    })
}

/** Moves a slot in the draft to the hour the station asked for, and takes it as agreed. */
export async function takeStationTime(deps: Deps, actor: Actor, slotId: string): Promise<void> {
  const slot = found(await slotById(deps.reads, slotId))
  const last = (await saidOf(deps.reads, [slotId])).get(slotId)?.[0]
  if (last?.answer !== 'moved' || last.movedTo === null) throw new DomainError('not_moved')
  const { dayStartsMin } = found(await channelById(deps.reads, slot.channelId))
  const to = { day: broadcastDayOf(last.movedTo, dayStartsMin), start: secondsOfDay(last.movedTo) }
  await editSlot(deps, actor, slotId, { revision: slot.revision, ...to })
  const said = { slotId, answer: 'confirmed' as const, note: last.note, time: undefined }
  await answerSlots(deps, { person: actor, way: 'hand' }, slot.channelId, [said])
}

/** The slots of some days as the station answered them; `askedOnly` leaves out what it was never asked. */
export async function answeredOn(
  db: DbOrTrx,
  channelId: string,
  days: readonly string[],
  askedOnly = false,
): Promise<AnsweredSlot[]> {
  const slots = await slotsOn(db, channelId, days)
  const ids = slots.map(({ id }) => id)
  const said = await saidOf(db, ids)
  const asked = await askedAmong(db, ids)
  return slots
    .filter(({ id }) => !askedOnly || asked.has(id))
    .map((slot) => shown(slot, asked.has(slot.id) ? (said.get(slot.id) ?? []) : []))
}

function shown(slot: Slot, history: readonly SaidOfSlot[]): AnsweredSlot {
  const [last] = history
  return {
    slotId: slot.id,
    day: slot.day,
    startsAt: slot.startsAt,
    billedAt: slot.billedAt,
    endsAt: slot.endsAt,
    durationMs: slot.durationMs,
    kind: slot.kind,
    title: slot.title,
    run: slot.run,
    language: slot.language,
    revision: slot.revision,
    answer: last?.answer ?? 'none',
    movedTo: last?.movedTo ?? null,
    note: last?.note ?? '',
    outdated: last !== undefined && last.startsAt !== slot.startsAt && last.movedTo !== slot.startsAt,
    history: history.map(({ slotId: _, ...rest }) => rest),
  }
}
