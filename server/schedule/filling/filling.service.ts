import { addDays, mondayOf } from '../../calendar/days.rules.ts'
import { change } from '../../db/audit.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { approvedFor } from '../../library/library.rules.ts'
import { versionById } from '../../library/versions.service.ts'
import { type Channel, channelById } from '../channels.queries.ts'
import { gapsOf, overlaps } from '../plan.rules.ts'
import { broadcastDayOf, endOf, weekFrom } from '../schedule.rules.ts'
import { type Slot, slotsOn } from '../slots.queries.ts'
import { layRows } from '../slots.service.ts'
import { type NewSlotRow, standingAround, stretchOf } from '../templates/lay.ts'
import { fillersAt, neighboursAround } from './fillers.queries.ts'
import { type Filling, fillGap, type Neighbour } from './filling.rules.ts'
import type { FillingsInput, FillKind } from './filling.schema.ts'

interface GapAsked {
  startsAt: string
  endsAt: string
  kinds?: readonly FillKind[] | undefined
}

/** More clips to choose from fill no gap better, and choosing costs time for each: those that have rested longest. */
const MOST_CLIPS = 120

/** What would fill one gap, before anything is laid. */
export interface Proposal extends Filling {
  startsAt: string
  endsAt: string
  kinds: readonly FillKind[]
}

/** Proposes approved clips for a gap: never longer than it, and every rule of separation that had to be broken named. */
export async function proposeFilling(
  db: DbOrTrx,
  now: string,
  channelId: string,
  gap: GapAsked,
): Promise<Proposal> {
  const channel = found(await channelById(db, channelId))
  return propose(db, channel, { ...gap, alsoThere: [], now })
}

async function propose(
  db: DbOrTrx,
  channel: Channel,
  {
    startsAt,
    endsAt,
    kinds = channel.fillKinds,
    alsoThere,
    now,
  }: GapAsked & { alsoThere: readonly Neighbour[]; now: string },
): Promise<Proposal> {
  const hours = Math.max(channel.separation.sameWorkHours, channel.separation.sameArtistMinutes / 60)
  const around = await neighboursAround(db, { channelId: channel.id, startsAt, endsAt, hours })
  const neighbours = [...around, ...alsoThere].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  const fillers = await fillersAt(db, { channelId: channel.id, at: startsAt, kinds, now })
  const durationMs = Date.parse(endsAt) - Date.parse(startsAt)
  // What another gap of the same proposal takes has been on air a moment ago.
  const rested = fillers.map((filler) => {
    const taken = alsoThere.findLast(({ workId }) => workId === filler.workId)
    return taken ? { ...filler, lastAt: taken.startsAt } : filler
  })
  const chosen = rested
    .filter(({ durationMs: lengthMs, runsLeft = null, workId }) => {
      const taken = alsoThere.filter((other) => other.workId === workId).length
      return lengthMs <= durationMs && (runsLeft === null || taken < runsLeft)
    })
    .sort((a, b) => (a.lastAt ?? '').localeCompare(b.lastAt ?? ''))
    .slice(0, MOST_CLIPS)
  return {
    startsAt,
    endsAt,
    kinds,
    ...fillGap({ startsAt, durationMs }, chosen, neighbours, channel.separation),
  }
}

/** Proposes clips for all gaps of a week that are to be filled, one after another, so that each knows of those before. */
export async function proposeWeek(
  db: DbOrTrx,
  now: string,
  channelId: string,
  { from, all }: { from: string; all: boolean },
): Promise<Proposal[]> {
  const channel = found(await channelById(db, channelId))
  const days = weekFrom(mondayOf(from))
  const slots = await slotsOn(db, channel.id, [...days, addDays(days[6] ?? from, 1)])
  const ends = new Map(slots.map((slot) => [slot.endsAt, slot]))
  const wanted = gapsOf(slots).filter(({ startsAt, endsAt }) => {
    const before = ends.get(startsAt)
    const inWeek = before !== undefined && days.includes(before.day) && startsAt < endsAt
    return inWeek && (all || (before.gapPolicy ?? channel.gapPolicy) === 'fill')
  })
  const proposals: Proposal[] = []
  const alsoThere: Neighbour[] = []
  for (const { startsAt, endsAt } of wanted) {
    const proposal = await propose(db, channel, { startsAt, endsAt, alsoThere, now })
    proposals.push(proposal)
    for (const { filler, startsAt: at } of proposal.clips)
      alsoThere.push({ ...filler, startsAt: at, endsAt: endOf(at, filler.durationMs) })
  }
  return proposals.filter(({ clips }) => clips.length > 0)
}

/**
 * Lays the clips of one gap or of many, in one step. Refuses what is not approved, what is longer than its gap, and
 * what meets something laid there meanwhile.
 */
export async function layFillings(
  deps: Deps,
  actor: Actor,
  channelId: string,
  { gaps }: FillingsInput,
): Promise<Slot[]> {
  return change(deps, actor, async (trx, record) => {
    const channel = found(await channelById(trx, channelId))
    const edited = { by: actor.id, at: deps.clock.now() }
    const rows: NewSlotRow[] = []
    for (const gap of gaps) rows.push(...(await clipRows(trx, channel, gap, edited)))
    const standing = await standingAround(trx, channel.id, [...new Set(rows.map((row) => row.day))])
    const meets = (row: NewSlotRow, index: number) =>
      standing.some((slot) => overlaps(slot, stretchOf(row))) ||
      rows.some((other, i) => i < index && overlaps(stretchOf(other), stretchOf(row)))
    if (rows.some(meets)) throw new DomainError('gap_taken')
    return layRows(trx, record, rows, { action: 'slot.fill', subjectId: channel.id })
  })
}

async function clipRows(
  trx: Trx,
  channel: Channel,
  gap: FillingsInput['gaps'][number],
  edited: { by: string; at: string },
): Promise<NewSlotRow[]> {
  const rows: NewSlotRow[] = []
  let startsAt = gap.startsAt
  for (const versionId of gap.versionIds) {
    const version = found(await versionById(trx, versionId))
    if (!approvedFor(version, 'tv')) throw new DomainError('not_approved')
    const endsAt = endOf(startsAt, version.durationMs)
    if (endsAt > gap.endsAt) throw new DomainError('gap_taken')
    rows.push({
      channel_id: channel.id,
      day: broadcastDayOf(startsAt, channel.dayStartsMin),
      starts_at: startsAt,
      ends_at: endsAt,
      duration_ms: version.durationMs,
      kind: 'work',
      work_id: version.workId,
      // Chosen for its length, so it is this very recording.
      version_id: version.id,
      title: '',
      language: null,
      run: 'repeat',
      first_slot_id: null,
      note: '',
      edited_by: edited.by,
      edited_at: edited.at,
    })
    startsAt = endsAt
  }
  return rows
}
