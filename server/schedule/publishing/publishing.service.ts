import { addDays } from '../../calendar/days.rules.ts'
import { type AuditEntry, change } from '../../db/audit.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { emit } from '../../jobs/events.ts'
import { publish } from '../../publications/publications.service.ts'
import { canonicalJson } from '../../storage/canonical.rules.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { channelById } from '../channels.queries.ts'
import { assertRights } from '../conflicts/rights-wall.ts'
import { draftOf, planned } from '../draft.ts'
import { overlaps, overlapsOf } from '../plan.rules.ts'
import type { DayBody, PlannedSlot } from '../schedule.schema.ts'
import { slotsOn } from '../slots.queries.ts'
import { changesBetween } from './changes.rules.ts'
import { assertNeedsNobody } from './channel-publishing.service.ts'
import { daySubject, daysInForce, type PublishedDay } from './published-days.ts'

/** A day about to be published, and the number it was compared with: 0 when there was none. */
export interface DayToPublish {
  body: DayBody
  baseNumber: number
}

/** A day as the person had it before them: the publication in force (0: none), and the hash of the draft. */
export interface SeenDay {
  day: string
  number: number
  sha256: string
}

export const planHash = (slots: readonly PlannedSlot[]) => sha256Of(canonicalJson([...slots]))

export interface PublishedNumber {
  day: string
  publicationId: string
  number: number
}

/** Publishes the draft of some days, those that changed, in one transaction. */
export async function publishDays(
  deps: Deps,
  actor: Actor,
  channelId: string,
  days: readonly string[],
  seen?: readonly SeenDay[],
): Promise<PublishedNumber[]> {
  return change(deps, actor, async (trx, record) => {
    const ready = await readyDays(trx, channelId, { days, seen, now: deps.clock.now() })
    await assertNeedsNobody(trx, channelId, ready)
    await takeBackWaiting(deps, trx, channelId, days)
    return publishBodies(deps, trx, record, ready, actor.id)
  })
}

/** The days of the draft that differ from what is in force. Refused where anything stands in the way of publishing. */
export async function readyDays(
  trx: Trx,
  channelId: string,
  { days, seen = [], now }: { days: readonly string[]; seen?: readonly SeenDay[] | undefined; now: string },
): Promise<DayToPublish[]> {
  const channel = found(await channelById(trx, channelId))
  const draft = await draftOf(trx, await slotsOn(trx, channel.id, days))
  const unapproved = draft.find((slot) => slot.pinNotApproved)
  if (unapproved)
    throw new DomainError('not_approved', {
      title: unapproved.title,
      slotId: unapproved.id,
      versionId: unapproved.versionId,
    })
  const bodies = days.map((day) => ({
    channelId,
    day,
    slots: draft.filter((slot) => slot.day === day).map(planned),
  }))
  await assertNoOverlap(trx, channelId, bodies)
  await assertRights(trx, bodies, now)
  const inForce = await daysInForce(trx, channelId, days)
  for (const body of bodies) assertAsSeen(body, inForce.get(body.day), seen)
  const changed = bodies.flatMap((body) => {
    const before = inForce.get(body.day)
    const same = changesBetween([{ day: body.day, slots: before?.body.slots ?? [] }], [body]).length === 0
    return same ? [] : { body, baseNumber: before?.number ?? 0 }
  })
  if (changed.length === 0) throw new DomainError('nothing_to_publish')
  return changed
}

/** Nothing is published that was not looked at: neither over somebody's publication nor with somebody's later edit. */
function assertAsSeen(body: DayBody, inForce: PublishedDay | undefined, seen: readonly SeenDay[]): void {
  const looked = seen.find(({ day }) => day === body.day)
  if (!looked) return
  const number = inForce?.number ?? 0
  if (number === looked.number && planHash(body.slots) === looked.sha256) return
  throw new DomainError('stale', {
    day: body.day,
    seen: looked.number,
    published: inForce && number !== looked.number ? stampOf(inForce) : null,
    draft: changesBetween([{ day: body.day, slots: inForce?.body.slots ?? [] }], [body]),
  })
}

const stampOf = ({ number, publishedByName, publishedAt }: PublishedDay) => ({
  number,
  by: publishedByName,
  at: publishedAt,
})

const named = (slot: PlannedSlot) => ({ slotId: slot.slotId, title: slot.title, startsAt: slot.startsAt })

/** Within the days themselves, and against the neighbours in force: a slot may run over midnight. */
export async function assertNoOverlap(
  trx: Trx,
  channelId: string,
  bodies: readonly DayBody[],
): Promise<void> {
  const own = bodies.flatMap((body) => body.slots)
  const clashes = overlapsOf(own)
  if (clashes.length > 0)
    throw new DomainError('overlap', {
      count: clashes.length,
      overlaps: clashes.map((clash) => ({
        first: named(clash.first),
        second: named(clash.second),
        startsAt: clash.startsAt,
        durationMs: clash.durationMs,
      })),
    })
  const days = new Set(bodies.map((body) => body.day))
  const beside = [...days]
    .flatMap((day) => [addDays(day, -1), addDays(day, 1)])
    .filter((day) => !days.has(day))
  for (const [day, neighbour] of await daysInForce(trx, channelId, beside)) {
    for (const theirs of neighbour.body.slots) {
      const ours = own.find((slot) => overlaps(slot, theirs))
      if (ours) throw new DomainError('overlap_in_force', { day, ours: named(ours), theirs: named(theirs) })
    }
  }
}

export async function publishBodies(
  deps: Pick<Deps, 'jobs' | 'clock'>,
  trx: Trx,
  record: (entry: AuditEntry) => Promise<void>,
  days: readonly DayToPublish[],
  by: string,
): Promise<PublishedNumber[]> {
  const at = deps.clock.now()
  const numbers: PublishedNumber[] = []
  for (const { body } of days) {
    const subjectId = daySubject(body.channelId, body.day)
    const made = await publish(trx, { kind: 'day', subjectId, body, by, at })
    await emit(deps, trx, 'day.published', subjectId, { publicationId: made.id })
    await record({
      action: 'schedule.publish',
      subjectKind: 'publication',
      subjectId: made.id,
      detail: { day: body.day, number: made.number },
    })
    numbers.push({ day: body.day, publicationId: made.id, number: made.number })
  }
  return numbers
}

/** What still waits to leave for one of these days gives way to what is published now. */
export async function takeBackWaiting(
  deps: Pick<Deps, 'jobs'>,
  trx: Trx,
  channelId: string,
  days: readonly string[],
): Promise<void> {
  const waiting = await trx
    .selectFrom('job')
    .select(['id', 'payload'])
    .where('kind', '=', 'schedule.publish')
    .where('subject_id', '=', channelId)
    .where('state', '=', 'queued')
    .execute()
  for (const { id, payload } of waiting) {
    const { ready } = JSON.parse(payload) as { ready: DayToPublish[] }
    if (ready.some(({ body }) => days.includes(body.day))) await deps.jobs.cancel(trx, id)
  }
}
