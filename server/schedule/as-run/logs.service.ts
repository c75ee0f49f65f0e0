import { addDays, daysFrom } from '../../calendar/days.rules.ts'
import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { channelById } from '../channels.queries.ts'
import { daysInForce } from '../publishing/published-days.ts'
import { broadcastDayOf } from '../schedule.rules.ts'
import { doubtById, insertRows, rowsBetween, signaturesOf } from './as-run.queries.ts'
import { holding } from './as-run.rules.ts'
import type { LogColumns, LogInput, VerdictInput } from './as-run.schema.ts'
import { airedOf, comparedWith, type Doubted, outcomeOf } from './log-outcome.ts'
import { guessColumns, rowsOf } from './log-table.rules.ts'
import { rowBeside, rowOfSlot, type Written } from './snapshot.ts'

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
  const { dayStartsMin } = found(await channelById(deps.reads, channelId))
  const logged = rowsOf(input.cells, columns, { day: input.day, dayStartsMin })
  if (logged.length === 0) throw new DomainError('log_unreadable')
  const days = [...new Set(logged.map(({ startsAt }) => broadcastDayOf(startsAt, dayStartsMin)))].sort()
  // A clock that is wrong puts the first or last row on the day beside.
  const [from, to] = [addDays(days[0] ?? '', -1), addDays(days.at(-1) ?? '', 1)]
  const published = await daysInForce(deps.reads, channelId, daysFrom(from, to))
  if (!days.some((day) => published.has(day))) throw new DomainError('log_without_plan')
  const compared = comparedWith(published, logged)

  return await change(deps, actor, async (trx, record) => {
    const rows = await rowsBetween(trx, channelId, from, to)
    const touched = [...new Set([...published.keys(), ...days])]
    const signed = await signaturesOf(trx, channelId, touched)
    const [at, logId] = [deps.clock.now(), newId()]
    const written = { source: 'station_log' as const, by: actor.id, at, logId }
    const { kept, doubts, untouched } = outcomeOf(compared, {
      ...{ channelId, dayStartsMin, published, rows, written },
      signed: (day) => signed.has(day),
    })
    await keepLog(trx, { id: logId, channelId, name, rows: logged.length, columns, by: actor.id, at })
    await insertRows(trx, kept)
    await askInstead(trx, { logId, channelId, days: touched, doubts })
    const of = (status: string) => kept.filter((row) => row.status === status).length
    const told = {
      ...{ days, rows: logged.length, kept: kept.length, doubts: doubts.length },
      missing: of('MISSED'),
      extra: of('EXTRA'),
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

/** A day's log read twice asks what is still open only once. */
async function askInstead(
  trx: Trx,
  { logId, channelId, days, doubts }: { logId: string; channelId: string; days: string[]; doubts: Doubted[] },
): Promise<void> {
  await trx
    .deleteFrom('station_log_doubt')
    .where('channel_id', '=', channelId)
    .where('verdict', 'is', null)
    .where('day', 'in', days)
    .execute()
  for (const one of doubts)
    await trx
      .insertInto('station_log_doubt')
      .values({ id: newId(), log_id: logId, channel_id: channelId, ...one })
      .execute()
}

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
      const aired = airedOf(slot, doubt, lateMs)
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
