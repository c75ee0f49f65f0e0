import { addDays, mondayOf } from '../../calendar/days.rules.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { say } from '../../words/words.ts'
import { type Channel, channelsById } from '../channels.queries.ts'
import { broadcastDayOf, endOfDay, lengthText, timeOfDay } from '../schedule.rules.ts'
import {
  firstsOf,
  type HasFile,
  type PlannedWork,
  type PlanRow,
  plannedWorks,
  planRows,
} from './conflicts.queries.ts'
import { type Conflict, type ConflictCode, conflictsIn, walls } from './conflicts.rules.ts'
import { lateWeeks } from './deadline.ts'
import { overused } from './overused.ts'
import { type Remedied, type Remedy, remediesFor } from './remedies.rules.ts'
import { remediesForDeadline, remediesForQuota } from './week-remedies.rules.ts'

/** Something that stands against a plan, with what its sentence fills in and the clicks that end it. */
export interface PlanConflict {
  code: ConflictCode | 'deadline_passed'
  /** With a `stop` the day cannot be published. */
  severity: 'stop' | 'warn'
  channelId: string
  /** The day it is told on; of a whole week its Monday. */
  day: string
  /** Null for what is about a whole week. */
  slotId: string | null
  otherSlotId: string | null
  /** The time that is shared or empty; null for the rest. */
  startsAt: string | null
  durationMs: number | null
  values: Record<string, string>
  remedies: Remedy[]
}

/**
 * Everything that stands against the drafts of some channels from one day to another, both included, in the order of
 * channel and time. What runs over either edge is seen; quotas and deadlines are told of whole weeks that begin there.
 * Without `has` every recording's bytes are taken to be at hand.
 */
export async function conflictsOf(
  db: DbOrTrx,
  channelIds: readonly string[],
  from: string,
  to: string,
  { now, has = async () => true }: { now: string; has?: HasFile },
): Promise<PlanConflict[]> {
  const channels = await channelsById(db, channelIds)
  const quotas = [...channels.values()].flatMap((channel) =>
    channel.quotas.map((quota) => ({ ...quota, channelId: channel.id })),
  )
  const wide = quotas.length > 0 && to >= addDays(mondayOf(from), 6)
  const first = wide && mondayOf(from) < from ? mondayOf(from) : addDays(from, -1)
  const rows = await planRows(db, channelIds, first, addDays(to, 1))
  const view = await viewOf(db, rows, has)
  const inside = (day: string | undefined) => day !== undefined && from <= day && day <= to
  const conflicts = [
    ...conflictsIn(rows, view.works, wide ? quotas : [], view.firsts),
    ...(await overused(db, rows, view.works, {
      now,
      // The draft takes the place of what is published of its days.
      covers: ({ channelId, day }) => channels.has(channelId) && first <= day && day <= addDays(to, 1),
    })),
  ]
  const named = rowsNamed(conflicts, rows)
  const told: PlanConflict[] = []
  for (const conflict of conflicts) {
    if (conflict.code === 'quota') {
      const channel = channels.get(conflict.channelId)
      // A week of which a part lies outside was not counted whole.
      if (channel && inside(conflict.week) && inside(addDays(conflict.week, 6)))
        told.push(ofQuota(conflict, channel, view))
      continue
    }
    const row = named.get(conflict.slotId)
    const other = 'otherId' in conflict ? named.get(conflict.otherId) : undefined
    const day = inside(row?.day) ? row?.day : other?.day
    const channel = row && channels.get(row.channelId)
    if (row && channel && day !== undefined && inside(day))
      told.push(ofSlot(conflict, { row, other, day, channel, view }))
  }
  for (const late of await lateWeeks(db, [...channels.values()], view.rowsOf, { from, to, now }))
    told.push({
      code: 'deadline_passed',
      severity: 'warn',
      channelId: late.channel.id,
      day: late.week,
      slotId: null,
      otherSlotId: null,
      startsAt: null,
      durationMs: null,
      values: {
        time: timeOfDay(late.deadlineAt),
        date: dayText(broadcastDayOf(late.deadlineAt)),
        count: String(late.rows.length),
      },
      remedies: remediesForDeadline({
        channelId: late.channel.id,
        rows: late.rows.map(view.named),
      }),
    })
  return told
}

/** The rows that conflicts speak of, by their ids; a plan has a hundred times as many. */
function rowsNamed(conflicts: readonly Conflict[], rows: readonly PlanRow[]): Map<string, PlanRow> {
  const ids = new Set<string>()
  for (const conflict of conflicts) {
    if ('slotId' in conflict) ids.add(conflict.slotId)
    if ('otherId' in conflict) ids.add(conflict.otherId)
  }
  const named = new Map<string, PlanRow>()
  for (const row of rows) if (ids.has(row.id)) named.set(row.id, row)
  return named
}

interface View {
  works: ReadonlyMap<string, PlannedWork>
  firsts: Awaited<ReturnType<typeof firstsOf>>
  /** The rows of one week of a channel, named by its Monday. */
  rowsOf: (channelId: string, monday: string) => readonly PlanRow[]
  /** When (ISO, UTC) a broadcast day is over that begins so many minutes after midnight. */
  endOfDay: (day: string, dayStartsMin: number) => string
  named: (row: PlanRow) => PlanRow & Remedied
}

async function viewOf(db: DbOrTrx, inOrder: readonly PlanRow[], has: HasFile): Promise<View> {
  const workIds = new Set<string>()
  const elsewhere = new Set<string>()
  for (const { workId, firstSlotId } of inOrder) {
    if (workId !== null) workIds.add(workId)
    if (firstSlotId !== null) elsewhere.add(firstSlotId)
  }
  if (elsewhere.size > 0) for (const { id } of inOrder) elsewhere.delete(id)
  const works = await plannedWorks(db, [...workIds], has)
  const firsts = await firstsOf(db, [...elsewhere])
  const named = (row: PlanRow) => ({ ...row, name: row.title || (works.get(row.workId ?? '')?.title ?? '') })
  // Most plans are read without asking for either; whole ones ask for the same again and again.
  let weeks: Map<string, PlanRow[]> | undefined
  const rowsOf = (channelId: string, monday: string) => {
    weeks ??= Map.groupBy(inOrder, (row) => `${row.channelId} ${mondayOf(row.day)}`)
    return weeks.get(`${channelId} ${monday}`) ?? []
  }
  const ends = new Map<string, string>()
  const endsAt = (day: string, dayStartsMin: number) => {
    const key = `${day} ${dayStartsMin}`
    const at = ends.get(key) ?? endOfDay(day, dayStartsMin)
    ends.set(key, at)
    return at
  }
  return { works, firsts, rowsOf, endOfDay: endsAt, named }
}

const heldTitle = () => say('vi', 'schedule.held')
const dayText = (day: string) => day.split('-').slice(1).reverse().join('/')

function ofSlot(
  conflict: Exclude<Conflict, { code: 'quota' }>,
  about: { row: PlanRow; other: PlanRow | undefined; day: string; channel: Channel; view: View },
): PlanConflict {
  const { row, other, channel, view } = about
  const slot = view.named(row)
  const stop = walls.has(conflict.code) || (conflict.code === 'not_approved' && conflict.pinned)
  return {
    code: conflict.code,
    severity: stop ? 'stop' : 'warn',
    channelId: row.channelId,
    day: about.day,
    slotId: row.id,
    otherSlotId: 'otherId' in conflict ? conflict.otherId : null,
    startsAt: 'startsAt' in conflict ? conflict.startsAt : null,
    durationMs: 'durationMs' in conflict ? conflict.durationMs : null,
    values: {
      title: slot.name,
      time: timeOfDay(row.startsAt),
      date: dayText(row.day),
      other: other ? view.named(other).name : '',
      otherTime: other ? timeOfDay(other.startsAt) : timeOfFirst(conflict, view),
      ...detailOf(conflict),
    },
    remedies: remediesFor(conflict, {
      slot,
      other: other && view.named(other),
      first: firstOf(conflict, view),
      work: view.works.get(row.workId ?? ''),
      dayStartsMin: channel.dayStartsMin,
      heldTitle: heldTitle(),
    }),
  }
}

const firstOf = (conflict: Conflict, { firsts }: View) =>
  conflict.code === 'repeat_before_first' ? firsts.get(conflict.otherId) : undefined

function timeOfFirst(conflict: Conflict, view: View): string {
  const first = firstOf(conflict, view)
  return first ? timeOfDay(first.startsAt) : ''
}

function detailOf(conflict: Conflict): Record<string, string> {
  switch (conflict.code) {
    case 'overlap':
    case 'gap':
      return { length: lengthText(conflict.durationMs), from: timeOfDay(conflict.startsAt) }
    case 'too_long':
    case 'too_short':
      return { length: lengthText(conflict.byMs) }
    case 'rights_expired':
      return { date: dayText(addDays(conflict.to, -1)) }
    case 'rights_not_yet':
      return { date: dayText(conflict.from) }
    case 'rights_used_up':
      return { count: String(conflict.runs) }
    default:
      return {}
  }
}

function ofQuota(conflict: Extract<Conflict, { code: 'quota' }>, channel: Channel, view: View): PlanConflict {
  const { channelId, week, language, missingMs } = conflict
  return {
    code: 'quota',
    severity: 'warn',
    channelId,
    day: week,
    slotId: null,
    otherSlotId: null,
    startsAt: null,
    durationMs: null,
    values: {
      language,
      length: lengthText(missingMs),
      wanted: lengthText(
        channel.quotas.find((quota) => quota.language === language)?.leastMsPerWeek ?? missingMs,
      ),
    },
    remedies: remediesForQuota(
      {
        channelId,
        rows: view.rowsOf(channelId, week),
        named: view.named,
        endOfDay: (day) => view.endOfDay(day, channel.dayStartsMin),
        quotas: channel.quotas,
        heldTitle: heldTitle(),
      },
      { language, missingMs },
    ),
  }
}
