import { addDays, daysFrom } from '../../calendar/days.rules.ts'
import { change } from '../../db/audit.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { channelById, channels } from '../channels.queries.ts'
import { daysInForce, type PublishedDay } from '../publishing/published-days.ts'
import { besidePlanned, endOf, instantOf } from '../schedule.rules.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import { type AsRun, insertRows, openDoubts, rowsBetween, signaturesOf } from './as-run.queries.ts'
import { before, holding, needsReason } from './as-run.rules.ts'
import type { RowInput } from './as-run.schema.ts'
import { rowBeside, rowOfSlot, type Written } from './snapshot.ts'

const invalid = (path: string, problem: string) =>
  new DomainError('invalid', { problems: [{ path, problem }] })

/** A broadcast day: what was published of it, what is known to have aired, and what waits for a person. */
export async function dayLog(db: DbOrTrx, channelId: string, day: string) {
  const channel = found(await channelById(db, channelId))
  const published = (await daysInForce(db, channelId, [day])).get(day)
  const all = await rowsBetween(db, channelId, day, day)
  const rows = holding(all).map((row) => ({ ...row, before: before(row, all) }))
  const planned = published?.body.slots ?? []
  const inPlan = new Set(planned.map(({ slotId }) => slotId))
  return {
    channel,
    day,
    publication: published ? { id: published.id, number: published.number } : null,
    slots: planned.map((slot) => ({
      slot,
      row: rows.find(({ slotId }) => slotId === slot.slotId) ?? null,
    })),
    /** What nobody planned, and what a later publication took out of the plan after it was logged. */
    beside: rows.filter(({ slotId }) => slotId === null || !inPlan.has(slotId)),
    doubts: await openDoubts(db, channelId, day),
    signed: (await signaturesOf(db, channelId, [day])).get(day) ?? null,
  }
}

/** "Phát đúng giờ": logs as planned whatever of a day is over and not logged yet, or the slots that are named. */
export async function confirmDay(
  deps: Deps,
  actor: Actor,
  { channelId, day, slotIds }: { channelId: string; day: string; slotIds?: string[] | undefined },
): Promise<number> {
  return await change(deps, actor, async (trx, record) => {
    const published = await openDay(trx, channelId, day)
    const at = deps.clock.now()
    const logged = new Set((await rowsBetween(trx, channelId, day, day)).map((row) => row.slotId))
    const wanted = published.body.slots.filter(
      ({ slotId, endsAt }) => !logged.has(slotId) && (slotIds ? slotIds.includes(slotId) : endsAt <= at),
    )
    for (const slot of wanted) assertOver(slot, at)
    const written: Written = { source: 'hand', by: actor.id, at }
    await insertRows(
      trx,
      wanted.map((slot) => rowOfSlot(published, slot, { status: 'AIRED', ...asPlanned(slot) }, written)),
    )
    const detail = { day, rows: wanted.length }
    await record({
      action: 'as_run.confirm',
      subjectKind: 'as_run',
      subjectId: `${channelId}/${day}`,
      detail,
    })
    return wanted.length
  })
}

const asPlanned = ({ startsAt, durationMs }: PlannedSlot) => ({ startsAt, durationMs })

function assertOver(slot: Pick<PlannedSlot, 'title' | 'endsAt'>, now: string): void {
  if (slot.endsAt > now) throw new DomainError('not_over', { title: slot.title })
}

async function openDay(trx: Trx, channelId: string, day: string): Promise<PublishedDay> {
  found(await channelById(trx, channelId))
  const published = (await daysInForce(trx, channelId, [day])).get(day)
  if (!published) throw new DomainError('not_published')
  if ((await signaturesOf(trx, channelId, [day])).has(day)) throw new DomainError('day_signed')
  return published
}

/** Logs what became of one slot, or what aired beside the plan; a correction names the row that it supersedes. */
export async function recordRow(
  deps: Deps,
  actor: Actor,
  { channelId, day, ...input }: RowInput & { channelId: string; day: string },
): Promise<string> {
  return await change(deps, actor, async (trx, record) => {
    const channel = found(await channelById(trx, channelId))
    const published = (await daysInForce(trx, channelId, [day])).get(day)
    const all = await rowsBetween(trx, channelId, day, day)
    const signed = (await signaturesOf(trx, channelId, [day])).has(day)
    const current = currentOf(input, all)
    if (signed && !current) throw new DomainError('day_signed')
    if (input.reason === '' && (needsReason(input.status) || signed)) throw new DomainError('reason_missing')
    const at = deps.clock.now()
    const written: Written = { source: 'hand', by: actor.id, at, supersedes: current?.id ?? null }
    const startsAt = input.time === undefined ? undefined : instantOf(day, input.time, channel.dayStartsMin)
    const row =
      input.slotId === null
        ? extraRow({ channelId, day, published, all, startsAt, input, written, at, current })
        : slotRow({ published, startsAt, input, written, at })
    await insertRows(trx, [row])
    const detail = { day, status: input.status, slotId: input.slotId, supersedes: current?.id ?? null }
    await record({ action: 'as_run.record', subjectKind: 'as_run', subjectId: row.id, detail })
    return row.id
  })
}

/** The row that holds now; whoever did not see it is told what it says. */
function currentOf(input: RowInput, all: readonly AsRun[]): AsRun | undefined {
  const current = holding(all).find((row) =>
    input.slotId === null ? row.id === input.supersedes : row.slotId === input.slotId,
  )
  if (current?.id !== input.supersedes) {
    if (!current) throw new DomainError('not_found')
    throw new DomainError('stale', { yours: input, theirs: current })
  }
  return current
}

function slotRow(of: {
  published: PublishedDay | undefined
  startsAt: string | undefined
  input: RowInput
  written: Written
  at: string
}) {
  const { published, input, written } = of
  if (!published) throw new DomainError('not_published')
  const slot = found(published.body.slots.find(({ slotId }) => slotId === input.slotId))
  const { status } = input
  assertOver(slot, of.at)
  if (status === 'EXTRA') throw invalid('status', 'EXTRA is beside the plan')
  if (status === 'LATE' && !of.startsAt) throw invalid('time', 'needed with LATE')
  if (status === 'PARTIAL' && input.durationMs === undefined)
    throw invalid('durationMs', 'needed with PARTIAL')
  if (status === 'SUBSTITUTED' && input.title === '') throw invalid('title', 'needed with SUBSTITUTED')
  const missed = status === 'MISSED'
  return rowOfSlot(
    published,
    slot,
    {
      status,
      startsAt: missed ? null : of.startsAt ? besidePlanned(of.startsAt, slot.startsAt) : slot.startsAt,
      durationMs: missed ? null : (input.durationMs ?? slot.durationMs),
      ...(status === 'SUBSTITUTED' ? { title: input.title, airedWorkId: input.workId } : {}),
      reason: input.reason,
    },
    written,
  )
}

function extraRow(of: {
  channelId: string
  day: string
  published: PublishedDay | undefined
  all: readonly AsRun[]
  startsAt: string | undefined
  input: RowInput
  written: Written
  at: string
  current: AsRun | undefined
}) {
  const { channelId, day, published, all, startsAt, input, written, current } = of
  const { title, durationMs, status } = input
  // An extra row that was written by mistake is corrected to one that did not air.
  if (status !== 'EXTRA' && !(status === 'MISSED' && current)) throw invalid('slotId', 'needed unless EXTRA')
  const sequence =
    current?.sequence ?? Math.max(published?.body.slots.length ?? 0, ...all.map((r) => r.sequence)) + 1
  const place = { channelId, day, sequence, published }
  if (status === 'MISSED') {
    const gone = { status, startsAt: null, durationMs: null, title: current?.title ?? title }
    return rowBeside(place, { ...gone, reason: input.reason }, written)
  }
  if (title === '') throw invalid('title', 'needed with EXTRA')
  if (!startsAt) throw invalid('time', 'needed with EXTRA')
  if (durationMs === undefined) throw invalid('durationMs', 'needed with EXTRA')
  assertOver({ title, endsAt: endOf(startsAt, durationMs) }, of.at)
  const aired = { status, startsAt, durationMs, title, airedWorkId: input.workId, reason: input.reason }
  return rowBeside(place, aired, written)
}

/** A person answers for a day's log; from then on it changes only by corrections with a reason. */
export async function signDay(
  deps: Deps,
  actor: Actor,
  { channelId, day, note }: { channelId: string; day: string; note: string },
): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    const published = await openDay(trx, channelId, day)
    const logged = new Set((await rowsBetween(trx, channelId, day, day)).map((row) => row.slotId))
    const open = published.body.slots.filter(({ slotId }) => !logged.has(slotId))
    if (open.length > 0) throw new DomainError('rows_missing', { count: open.length })
    const doubts = await openDoubts(trx, channelId, day)
    if (doubts.length > 0) throw new DomainError('doubts_open', { count: doubts.length })
    const values = { channel_id: channelId, day, note, signed_by: actor.id, signed_at: deps.clock.now() }
    await trx.insertInto('as_run_signature').values(values).execute()
    await record({
      action: 'as_run.sign',
      subjectKind: 'as_run',
      subjectId: `${channelId}/${day}`,
      detail: { day },
    })
  })
}

/** How far back a day that nobody logged is still asked for. */
const ASKED_DAYS = 7

/** The published days before today, the latest first, whose log waits for somebody: not all written, or not signed. */
export async function logsWaiting(db: DbOrTrx, today: string) {
  const days = daysFrom(addDays(today, -ASKED_DAYS), addDays(today, -1))
  const waiting: { channelId: string; channelName: string; day: string; open: number; doubts: number }[] = []
  for (const channel of await channels(db)) {
    const published = await daysInForce(db, channel.id, days)
    const signed = await signaturesOf(db, channel.id, days)
    const rows = await rowsBetween(db, channel.id, days[0] ?? today, today)
    const logged = new Set(rows.map((row) => row.slotId))
    for (const day of days.toReversed()) {
      const plan = published.get(day)
      if (!plan || plan.body.slots.length === 0 || signed.has(day)) continue
      const open = plan.body.slots.filter(({ slotId }) => !logged.has(slotId)).length
      const doubts = (await openDoubts(db, channel.id, day)).length
      waiting.push({ channelId: channel.id, channelName: channel.name, day, open, doubts })
    }
  }
  return waiting
}
