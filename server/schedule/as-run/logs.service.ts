import { addDays, daysFrom } from '../../calendar/days.rules.ts'
import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { say } from '../../words/words.ts'
import { channelById } from '../channels.queries.ts'
import { daysInForce, type PublishedDay } from '../publishing/published-days.ts'
import { broadcastDayOf, endOf } from '../schedule.rules.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import { type AsRun, doubtById, insertRows, rowsBetween, signaturesOf } from './as-run.queries.ts'
import { holding, statusOfAiring } from './as-run.rules.ts'
import type { LogColumns, LogInput, VerdictInput } from './as-run.schema.ts'
import { guessColumns, type LoggedRow, rowsOf } from './log-table.rules.ts'
import { type Matched, reconcile } from './reconcile.rules.ts'
import { rowBeside, rowOfSlot, type Written } from './snapshot.ts'

/** A planned slot with the publication it stands in. */
interface Place {
  published: PublishedDay
  slot: PlannedSlot
}

/**
 * Which columns hold what: as somebody mapped this channel's log last, unless the file at hand makes less sense that way
 * than by its own heads.
 */
export async function columnsFor(db: DbOrTrx, channelId: string, cells: readonly string[][]) {
  const { dayStartsMin } = found(await channelById(db, channelId))
  const row = await db
    .selectFrom('log_layout')
    .select('columns')
    .where('channel_id', '=', channelId)
    .executeTakeFirst()
  const guessed = guessColumns(cells)
  if (!row) return { columns: guessed, remembered: false }
  const known = JSON.parse(row.columns) as LogColumns
  const read = (columns: LogColumns) => rowsOf(cells, columns, { day: A_DAY, dayStartsMin }).length
  return read(known) >= read(guessed)
    ? { columns: known, remembered: true }
    : { columns: guessed, remembered: false }
}
/** Any day will do to see whether rows can be read. */
const A_DAY = '2021-01-01'

/**
 * Compares a station's log with what was published, and keeps what is certain: what aired, when by our clock, and what
 * did not or was not planned. What could be more than one thing, or says otherwise than a person wrote, waits for a
 * person. Signed days are left as they are.
 */
export async function importLog(deps: Deps, actor: Actor, input: LogInput & { channelId: string }) {
  const { channelId, columns, name } = input
  const channel = found(await channelById(deps.reads, channelId))
  const { dayStartsMin } = channel
  const logged = rowsOf(input.cells, columns, { day: input.day, dayStartsMin })
  if (logged.length === 0) throw new DomainError('log_unreadable')
  const days = [...new Set(logged.map(({ startsAt }) => broadcastDayOf(startsAt, dayStartsMin)))].sort()
  const [from = '', to = ''] = [days[0], days.at(-1)]
  // A clock that is wrong puts the first or last row on the day beside.
  const published = await daysInForce(deps.reads, channelId, daysFrom(addDays(from, -1), addDays(to, 1)))
  if (!days.some((day) => published.has(day))) throw new DomainError('log_without_plan')
  const places = placesOf(published, logged)
  const result = reconcile(
    [...places].map(([id, { slot }]) => timed(id, slot)),
    logged.map((row) => timed(String(row.index), row)),
  )
  const byIndex = new Map(logged.map((row) => [String(row.index), row]))

  return await change(deps, actor, async (trx, record) => {
    const rows = await rowsBetween(trx, channelId, addDays(from, -1), addDays(to, 1))
    const current = new Map(holding(rows).map((row) => [row.slotId ?? `${row.startsAt} ${row.title}`, row]))
    const signed = await signaturesOf(trx, channelId, [...published.keys(), ...days])
    const at = deps.clock.now()
    const logId = newId()
    const kept = new Map<string, NewRow<'as_run'>>()
    const doubts: Omit<NewRow<'station_log_doubt'>, 'id' | 'log_id' | 'channel_id'>[] = []
    const untouched = new Set<string>()
    const doubt = (row: LoggedRow, candidates: string[]) => {
      const day =
        places.get(candidates[0] ?? '')?.published.body.day ?? broadcastDayOf(row.startsAt, dayStartsMin)
      if (signed.has(day)) return untouched.add(day)
      const at = candidates.flatMap((slotId) => {
        const place = places.get(slotId)
        return place ? [{ day: place.published.body.day, slotId }] : []
      })
      const { startsAt, durationMs, title } = row
      const values = { day, starts_at: startsAt, duration_ms: durationMs, title }
      return doubts.push({ ...values, candidates: JSON.stringify(at) })
    }
    const written = (supersedes: string | null): Written => ({
      ...{ source: 'station_log' as const, by: actor.id, at, logId, supersedes },
    })
    for (const match of result.matched) {
      const { published: of, slot } = found(places.get(match.planId))
      const row = found(byIndex.get(match.logId))
      if (signed.has(of.body.day)) untouched.add(of.body.day)
      else {
        const aired = airedOf(slot, row, match)
        const known = current.get(slot.slotId)
        if (known && !agrees(known, aired)) doubt(row, [slot.slotId])
        else if (!known || known.source === 'hand')
          kept.set(slot.slotId, rowOfSlot(of, slot, aired, written(known?.id ?? null)))
      }
    }
    for (const { logId: index, planIds } of result.doubtful) doubt(found(byIndex.get(index)), planIds)
    for (const slotId of result.missing) {
      const { published: of, slot } = found(places.get(slotId))
      if (signed.has(of.body.day) || current.has(slotId)) continue
      const reason = say('vi', 'station.not_in_log')
      const missed = { status: 'MISSED' as const, startsAt: null, durationMs: null, reason }
      kept.set(slotId, rowOfSlot(of, slot, missed, written(null)))
    }
    const sequences = new Map<string, number>()
    for (const index of result.extra) {
      const { startsAt, durationMs, title } = found(byIndex.get(index))
      const day = broadcastDayOf(startsAt, dayStartsMin)
      if (signed.has(day)) untouched.add(day)
      if (signed.has(day) || current.has(`${startsAt} ${title}`)) continue
      const of = published.get(day)
      const before = Math.max(
        of?.body.slots.length ?? 0,
        ...rows.filter((r) => r.day === day).map((r) => r.sequence),
      )
      const sequence = (sequences.get(day) ?? before) + 1
      sequences.set(day, sequence)
      const aired = { status: 'EXTRA' as const, startsAt, durationMs, title }
      kept.set(index, rowBeside({ channelId, day, sequence, published: of }, aired, written(null)))
    }
    await keepLog(trx, { id: logId, channelId, name, rows: logged.length, columns, by: actor.id, at })
    await insertRows(trx, [...kept.values()])
    // A day's log read twice asks what is still open only once.
    await trx
      .deleteFrom('station_log_doubt')
      .where('channel_id', '=', channelId)
      .where('verdict', 'is', null)
      .where('day', 'in', [...new Set([...published.keys(), ...days])])
      .execute()
    for (const one of doubts)
      await trx
        .insertInto('station_log_doubt')
        .values({ id: newId(), log_id: logId, channel_id: channelId, ...one })
        .execute()
    const told = {
      days,
      rows: logged.length,
      kept: kept.size,
      missing: [...kept.values()].filter(({ status }) => status === 'MISSED').length,
      extra: [...kept.values()].filter(({ status }) => status === 'EXTRA').length,
      doubts: doubts.length,
      signedDays: [...untouched].sort(),
    }
    await record({
      action: 'as_run.import',
      subjectKind: 'as_run',
      subjectId: channelId,
      detail: { logId, name, ...told },
    })
    return told
  })
}

const timed = (id: string, row: { startsAt: string; durationMs: number; title: string }) => ({
  id,
  startMs: Date.parse(row.startsAt),
  durationMs: row.durationMs,
  title: row.title,
})

/** The planned slots that the log can speak of: what lies outside the time it covers is no miss. */
function placesOf(
  published: ReadonlyMap<string, PublishedDay>,
  logged: readonly LoggedRow[],
): Map<string, Place> {
  const starts = logged.map(({ startsAt }) => startsAt).sort()
  const ends = logged.map((row) => endOf(row.startsAt, row.durationMs)).sort()
  const from = endOf(starts[0] ?? '', -MARGIN_MS)
  const to = endOf(ends.at(-1) ?? '', MARGIN_MS)
  return new Map(
    [...published.values()].flatMap((of) =>
      of.body.slots
        .filter((slot) => slot.startsAt >= from && slot.startsAt < to)
        .map((slot) => [slot.slotId, { published: of, slot }] as const),
    ),
  )
}
/** A station's clock may be wrong by some minutes at either end of its log (ms). */
const MARGIN_MS = 5 * 60_000

function airedOf(slot: PlannedSlot, row: LoggedRow, match: Pick<Matched, 'clockShiftMs' | 'lateMs'>) {
  const { lateMs, clockShiftMs } = match
  const status = statusOfAiring({ lateMs, plannedMs: slot.durationMs, airedMs: row.durationMs })
  return {
    status,
    // By our clock: the station's may run ahead or behind.
    startsAt: endOf(row.startsAt, -clockShiftMs),
    durationMs: row.durationMs,
    title: row.title,
    reason: status === 'AIRED' ? '' : say('vi', 'station.by_log'),
  }
}

const agrees = (known: AsRun, aired: { status: string }) =>
  known.status === aired.status || known.source !== 'hand'

async function keepLog(
  trx: Trx,
  log: {
    id: string
    channelId: string
    name: string
    rows: number
    columns: LogColumns
    by: string
    at: string
  },
): Promise<void> {
  const { id, channelId, name, rows, by, at } = log
  const columns = JSON.stringify(log.columns)
  await trx
    .insertInto('station_log')
    .values({ id, channel_id: channelId, name, rows, recorded_by: by, recorded_at: at })
    .execute()
  await trx
    .insertInto('log_layout')
    .values({ channel_id: channelId, columns, saved_at: at })
    .onConflict((conflict) => conflict.column('channel_id').doUpdateSet({ columns, saved_at: at }))
    .execute()
}

/** A person says what a doubtful row of the station's log was: a planned slot, something nobody planned, or nothing. */
export async function settleDoubt(
  deps: Deps,
  actor: Actor,
  { id, ...input }: VerdictInput & { id: string },
): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    const doubt = found(await doubtById(trx, id))
    if (doubt.verdict !== null) throw new DomainError('conflict')
    const at = deps.clock.now()
    const slotId = input.verdict === 'slot' ? input.slotId : undefined
    const day = slotId ? found(doubt.candidates.find((one) => one.slotId === slotId)).day : doubt.day
    if ((await signaturesOf(trx, doubt.channelId, [day])).has(day)) throw new DomainError('day_signed')
    const published = (await daysInForce(trx, doubt.channelId, [day])).get(day)
    const all = await rowsBetween(trx, doubt.channelId, day, day)
    const known = slotId ? holding(all).find((row) => row.slotId === slotId) : undefined
    const written: Written = {
      ...{
        source: 'station_log' as const,
        by: actor.id,
        at,
        logId: doubt.logId,
        supersedes: known?.id ?? null,
      },
    }
    if (slotId) {
      const of = found(published)
      const slot = found(of.body.slots.find((one) => one.slotId === slotId))
      const lateMs = Date.parse(doubt.startsAt) - Date.parse(slot.startsAt)
      const aired = airedOf(slot, { ...doubt, index: 0 }, { lateMs, clockShiftMs: 0 })
      await insertRows(trx, [rowOfSlot(of, slot, aired, written)])
    } else if (input.verdict === 'extra') {
      const sequence = Math.max(published?.body.slots.length ?? 0, ...all.map((row) => row.sequence)) + 1
      const { channelId, startsAt, durationMs, title } = doubt
      const aired = { status: 'EXTRA' as const, startsAt, durationMs, title }
      await insertRows(trx, [rowBeside({ channelId, day, sequence, published }, aired, written)])
    }
    await trx
      .updateTable('station_log_doubt')
      .set({ verdict: slotId ?? input.verdict, settled_by: actor.id, settled_at: at })
      .where('id', '=', id)
      .execute()
    await record({ action: 'as_run.settle', subjectKind: 'as_run', subjectId: id, detail: { day, ...input } })
  })
}
