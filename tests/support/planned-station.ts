import { addDays } from '../../server/calendar/days.rules.ts'
import { newId } from '../../server/db/ids.ts'
import { inTransaction } from '../../server/db/open.ts'
import type { NewRow } from '../../server/db/tables.ts'
import type { Deps } from '../../server/deps.ts'
import { endOf, instantOf } from '../../server/schedule/schedule.rules.ts'
import { aVersion, aWork } from './library.ts'
import { randomOf } from './station-log.ts'

/** The Monday of the first week that is planned. */
export const FIRST_WEEK = '2021-10-04'
export const SLOTS_PER_WEEK = 200
const SLOTS_PER_DAY = 29
const MINUTE = 60_000
const WORKS = 200

interface Works {
  approved: string[]
  waiting: string
  long: string
  expired: string
  once: string
}

/**
 * Channels with weeks of 200 slots each, half of them recordings. One slot in a hundred stands against a rule: it
 * overlaps, leaves a gap, is not approved, is too long, comes before its first run, or has no right left.
 */
export async function aPlannedStation(
  deps: Deps,
  seed: number,
  { channels, weeks }: { channels: number; weeks: number },
): Promise<string[]> {
  const works = await planableWorks(deps)
  const ids = Array.from({ length: channels }, (_, i) => `channel-${String(i).padStart(2, '0')}`)
  const at = deps.clock.now()
  await deps.db
    .insertInto('channel')
    .values(
      ids.map((id) => ({
        id,
        name: id,
        deadline: '{"weekday":5,"time":"15:00"}',
        signature: '{"parent":"","body":"","place":"","capacity":"","name":""}',
        created_at: at,
        quotas: '[{"language":"hmn","leastMsPerWeek":3600000}]',
      })),
    )
    .execute()
  const rows: NewRow<'slot'>[] = []
  for (const [channel, channelId] of ids.entries())
    for (let week = 0; week < weeks; week++)
      // The same week is the same in a small plan and in a large one.
      rows.push(...weekRows(randomOf(seed * 7919 + channel * 101 + week + 1), { channelId, week, works, at }))
  await inTransaction(deps.db, async (trx) => {
    for (let from = 0; from < rows.length; from += 1000)
      await trx
        .insertInto('slot')
        .values(rows.slice(from, from + 1000))
        .execute()
  })
  return ids
}

async function planableWorks(deps: Deps): Promise<Works> {
  const approved: string[] = []
  const one = async (minutes: number, uses: ['tv'] | undefined) => {
    const work = await aWork(deps)
    await aVersion(deps, { work, durationMs: minutes * MINUTE, ...(uses ? { approvedUses: uses } : {}) })
    return work.id
  }
  for (let i = 0; i < WORKS; i++) approved.push(await one(30, ['tv']))
  const works = {
    approved,
    waiting: await one(30, undefined),
    long: await one(45, ['tv']),
    expired: await one(30, ['tv']),
    once: await one(30, ['tv']),
  }
  const right = { uses: '["tv"]', recorded_by: 'person-scheduler', recorded_at: deps.clock.now() }
  await deps.db
    .insertInto('work_right')
    .values([
      { id: newId(), work_id: works.expired, valid_to: '2021-01-01', ...right },
      { id: newId(), work_id: works.once, runs: 1, ...right },
    ])
    .execute()
  return works
}

function weekRows(
  random: () => number,
  { channelId, week, works, at }: { channelId: string; week: number; works: Works; at: string },
): NewRow<'slot'>[] {
  const rows: NewRow<'slot'>[] = []
  let day = ''
  let morning = ''
  for (let i = 0; i < SLOTS_PER_WEEK; i++) {
    // Half hours from 06:00 on.
    if (i % SLOTS_PER_DAY === 0) {
      day = addDays(FIRST_WEEK, week * 7 + i / SLOTS_PER_DAY)
      morning = instantOf(day, 6 * 3600)
    }
    const startsAt = endOf(morning, (i % SLOTS_PER_DAY) * 30 * MINUTE)
    const isWork = random() < 0.5
    const row: NewRow<'slot'> = {
      id: newId(),
      channel_id: channelId,
      day,
      starts_at: startsAt,
      ends_at: endOf(startsAt, 30 * MINUTE),
      duration_ms: 30 * MINUTE,
      kind: isWork ? 'work' : 'title',
      work_id: isWork ? (works.approved[Math.floor(random() * WORKS)] ?? null) : null,
      version_id: null,
      title: isWork ? '' : `Thời sự ${i}`,
      language: null,
      run: 'first',
      first_slot_id: null,
      edited_by: 'person-scheduler',
      edited_at: at,
    }
    rows.push(random() < 0.01 ? spoilt(row, random(), works, rows) : row)
  }
  return rows
}

/** The row with one thing wrong. */
function spoilt(
  row: NewRow<'slot'>,
  how: number,
  works: Works,
  before: readonly NewRow<'slot'>[],
): NewRow<'slot'> {
  const lasting = (minutes: number) => ({
    ...row,
    duration_ms: minutes * MINUTE,
    ends_at: endOf(row.starts_at, minutes * MINUTE),
  })
  const of = (work_id: string): NewRow<'slot'> => ({ ...row, kind: 'work', title: '', work_id })
  if (how < 0.2) return { ...lasting(40), kind: 'title', work_id: null, title: 'Dài' }
  if (how < 0.4) return { ...lasting(20), kind: 'title', work_id: null, title: 'Ngắn' }
  if (how < 0.6) return of(works.waiting)
  if (how < 0.75) return of(works.long)
  if (how < 0.85) return of(works.expired)
  if (how < 0.95) return of(works.once)
  const earlier = before[0]
  return earlier ? { ...row, run: 'repeat', first_slot_id: earlier.id } : row
}
