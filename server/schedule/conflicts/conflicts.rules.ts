import { mondayOf } from '../../calendar/days.rules.ts'
import { gapBetween, type Overlap, shareWith, versionToAir } from '../plan.rules.ts'
import { holdsOn } from './runs.rules.ts'

/** A slot as the rules read it; rows are given in the order of channel and start. Instants are ISO in UTC. */
export interface Checked {
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
  /** With `leave` the time after it is meant to stay empty. */
  readonly gapPolicy: string | null
}

/** A recording that may go on air: approved for television, for its content as it is. */
export interface Airable {
  readonly id: string
  readonly number: number
  readonly language: string | null
  readonly durationMs: number
  /** Whether its bytes are at hand. */
  readonly stored: boolean
}

/** A licence: what a work may be used for, when, and how often. */
export interface Right {
  readonly from: string | null
  /** First day on which it no longer holds. */
  readonly to: string | null
  readonly runs: number | null
}

/** What is known of the works that are planned. */
export interface WorkFacts {
  readonly airable: readonly Airable[]
  /** Those for television; none where nothing was written down: then nothing is limited. */
  readonly rights: readonly Right[]
  /** Something was written down, and none of it is for television. */
  readonly otherUsesOnly?: boolean
}

/** A first run, as its repeats ask for it. */
export interface First {
  readonly id: string
  readonly startsAt: string
}

/** How much of a channel's week should be in a language. */
export interface Quota {
  readonly channelId: string
  readonly language: string
  readonly leastMsPerWeek: number
}

export type Conflict =
  | { code: 'overlap'; slotId: string; otherId: string; startsAt: string; durationMs: number }
  | { code: 'gap'; slotId: string; otherId: string; startsAt: string; durationMs: number }
  | { code: 'not_approved'; slotId: string; pinned: boolean }
  | { code: 'media_missing'; slotId: string; versionId: string }
  | { code: 'too_long'; slotId: string; byMs: number }
  | { code: 'too_short'; slotId: string; byMs: number }
  | { code: 'repeat_before_first'; slotId: string; otherId: string }
  | { code: 'rights_expired'; slotId: string; to: string }
  | { code: 'rights_not_yet'; slotId: string; from: string }
  | { code: 'rights_used_up'; slotId: string; runs: number }
  | { code: 'rights_other_use'; slotId: string }
  | { code: 'quota'; channelId: string; week: string; language: string; missingMs: number }
export type ConflictCode = Conflict['code']

/** Walls: with one of these a day cannot be published. All others are warnings. */
export const walls: ReadonlySet<ConflictCode> = new Set([
  'overlap',
  'rights_expired',
  'rights_used_up',
  'rights_other_use',
])

/** A recording this much shorter than its slot leaves a hole on air that the plan does not show (ms). */
const NOTICEABLE_HOLE_MS = 60_000
/** Less than a frame or two over the slot is rounding (ms). */
const ROUNDING_MS = 100

/**
 * Everything that stands against a plan, by every rule but the number of runs (`usedUp`): one pass over rows in the order of channel and start.
 * A row that shares time with several earlier ones is told of each. First runs outside the rows are given beside them.
 */
export function conflictsIn(
  rows: readonly Checked[],
  works: ReadonlyMap<string, WorkFacts>,
  quotas: readonly Quota[] = [],
  firstsElsewhere: ReadonlyMap<string, First> = new Map(),
): Conflict[] {
  const found: Conflict[] = []
  const byId = firstRuns(rows)
  const spoken = quotas.length > 0 ? new Map<string, number>() : undefined
  let channelId: string | undefined
  let open: Checked[] = []
  let last: Checked | undefined
  const shared = ({ first, second, startsAt, durationMs }: Overlap<Checked>) =>
    found.push({ code: 'overlap', slotId: second.id, otherId: first.id, startsAt, durationMs })
  for (const row of rows) {
    if (row.channelId !== channelId) {
      channelId = row.channelId
      open = []
      last = undefined
    }
    if (open.length > 0) open = shareWith(open, row, shared)
    const gap = last && gapBetween(last, row)
    if (last && gap) {
      const { startsAt, durationMs } = gap
      found.push({ code: 'gap', slotId: row.id, otherId: last.id, startsAt, durationMs })
    }
    open.push(row)
    if (!last || row.endsAt > last.endsAt) last = row
    if (row.firstSlotId !== null) {
      const first = byId.get(row.firstSlotId) ?? firstsElsewhere.get(row.firstSlotId)
      if (first && first.startsAt >= row.startsAt)
        found.push({ code: 'repeat_before_first', slotId: row.id, otherId: first.id })
    }
    const version =
      row.kind === 'work' && row.workId !== null ? aired(row, works.get(row.workId), found) : undefined
    const language = row.language ?? version?.language
    if (spoken && language) {
      const key = `${row.channelId} ${mondayOf(row.day)} ${language}`
      spoken.set(key, (spoken.get(key) ?? 0) + row.durationMs)
    }
  }
  if (spoken) missedQuotas(rows, quotas, spoken, found)
  return found
}

/** Only the rows that some repeat points at. */
function firstRuns(rows: readonly Checked[]): Map<string, Checked> {
  const wanted = new Set<string>()
  for (const { firstSlotId } of rows) if (firstSlotId !== null) wanted.add(firstSlotId)
  const firsts = new Map<string, Checked>()
  if (wanted.size > 0) for (const row of rows) if (wanted.has(row.id)) firsts.set(row.id, row)
  return firsts
}

/** What stands against the recording that would air, which is answered. */
function aired(row: Checked, facts: WorkFacts | undefined, found: Conflict[]): Airable | undefined {
  const slotId = row.id
  const version = facts && versionToAir(facts.airable, row)
  if (!version) found.push({ code: 'not_approved', slotId, pinned: row.versionId !== null })
  else {
    const longerMs = version.durationMs - row.durationMs
    if (!version.stored) found.push({ code: 'media_missing', slotId, versionId: version.id })
    if (longerMs > ROUNDING_MS) found.push({ code: 'too_long', slotId, byMs: longerMs })
    else if (longerMs < -NOTICEABLE_HOLE_MS) found.push({ code: 'too_short', slotId, byMs: -longerMs })
  }
  if (facts?.otherUsesOnly) found.push({ code: 'rights_other_use', slotId })
  else if (facts && facts.rights.length > 0) licensed(row, facts.rights, found)
  return version
}

/** Whether a licence holds on the day; how often it allows a run is for `usedUp` to say, which knows of all runs. */
function licensed(row: Checked, rights: readonly Right[], found: Conflict[]): void {
  if (rights.some((right) => holdsOn(right, row.day))) return
  const slotId = row.id
  const later = rights.flatMap(({ from }) => (from !== null && from > row.day ? [from] : [])).sort()[0]
  const ended = rights
    .flatMap(({ to }) => to ?? [])
    .sort()
    .at(-1)
  if (ended !== undefined && ended <= row.day) found.push({ code: 'rights_expired', slotId, to: ended })
  else if (later !== undefined) found.push({ code: 'rights_not_yet', slotId, from: later })
}

function missedQuotas(
  rows: readonly Checked[],
  quotas: readonly Quota[],
  spoken: ReadonlyMap<string, number>,
  found: Conflict[],
): void {
  const weeks = new Map<string, Set<string>>()
  for (const { channelId, day } of rows) {
    const of = weeks.get(channelId) ?? new Set()
    weeks.set(channelId, of.add(mondayOf(day)))
  }
  for (const { channelId, language, leastMsPerWeek } of quotas)
    for (const week of weeks.get(channelId) ?? []) {
      const missingMs = leastMsPerWeek - (spoken.get(`${channelId} ${week} ${language}`) ?? 0)
      if (missingMs > 0) found.push({ code: 'quota', channelId, week, language, missingMs })
    }
}
