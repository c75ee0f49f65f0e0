import type { AiredStatus } from './as-run.schema.ts'

/** Further from its planned time than this, a programme did not air on time (ms). */
const ON_TIME_MS = 5 * 60_000
/** Shorter than planned by more than this share and this much, it was cut (ms). */
const CUT_SHARE = 0.1
const CUT_MS = 60_000

/** What became of a planned programme, from how late it began and how long it lasted (ms). Cut short weighs more than late. */
export function statusOfAiring(airing: {
  lateMs: number
  plannedMs: number
  airedMs: number
}): Extract<AiredStatus, 'AIRED' | 'PARTIAL' | 'LATE'> {
  const shortMs = airing.plannedMs - airing.airedMs
  if (shortMs > CUT_MS && shortMs > airing.plannedMs * CUT_SHARE) return 'PARTIAL'
  return Math.abs(airing.lateMs) > ON_TIME_MS ? 'LATE' : 'AIRED'
}

/** Statuses in which the planned work itself was on air. */
export const onAir: ReadonlySet<AiredStatus> = new Set(['AIRED', 'PARTIAL', 'LATE'])

/** Whether a status has to say why. */
export const needsReason = (status: AiredStatus) => status !== 'AIRED' && status !== 'EXTRA'

interface Superseding {
  readonly id: string
  readonly supersedes: string | null
}

/** The rows that hold: those that no later row supersedes. */
export function holding<Row extends Superseding>(rows: readonly Row[]): Row[] {
  const superseded = new Set(rows.map((row) => row.supersedes))
  return rows.filter(({ id }) => !superseded.has(id))
}

/** The rows that one superseded, the latest first. */
export function before<Row extends Superseding>(row: Row, rows: readonly Row[]): Row[] {
  const known = new Map(rows.map((one) => [one.id, one]))
  const found: Row[] = []
  for (let at = known.get(row.supersedes ?? ''); at; at = known.get(at.supersedes ?? '')) found.push(at)
  return found
}
