/** What the phone has seen of time. A phone's clock jumps by days: after an empty battery, or by somebody's hand. */
export interface ClockRow {
  /** The latest instant that is known to have passed, ms since 1970. */
  floorMs: number
  /** What the clock said last, and the monotonic clock of that run. */
  wallMs: number
  monotonicMs: number
  boot: string
  uncertain: boolean
}

export interface Reading {
  wallMs: number
  monotonicMs: number
  boot: string
}

const DRIFT_MS = 2 * 60_000
const DAY_MS = 86_400_000
/** A phone that lay off for longer than this has no witness for its clock until the office answers. */
const TRUSTED_REST_MS = 30 * DAY_MS

/**
 * Reads the clock against what was seen before. It is uncertain when it stands before the floor, has jumped against the monotonic
 * clock of the same run, or comes back from a rest longer than 30 days; then only the monotonic clock moves the floor on, so that one
 * wrong day in the future does not make every later day wrong. Within a run the doubt lasts until the office tells the time.
 */
export function tick(before: ClockRow | undefined, now: Reading): ClockRow {
  if (!before) return { ...now, floorMs: now.wallMs, uncertain: false }
  const sameRun = before.boot === now.boot
  const ranMs = sameRun ? Math.max(0, now.monotonicMs - before.monotonicMs) : 0
  const jumped = sameRun
    ? Math.abs(now.wallMs - before.wallMs - ranMs) > DRIFT_MS
    : now.wallMs - before.floorMs > TRUSTED_REST_MS
  const uncertain = jumped || now.wallMs < before.floorMs - DRIFT_MS || (sameRun && before.uncertain)
  return {
    ...now,
    floorMs: uncertain ? before.floorMs + ranMs : Math.max(before.floorMs, now.wallMs),
    uncertain,
  }
}

/** The office told the time: what the phone says is measured against that. */
export function setByOffice(officeMs: number, now: Reading): ClockRow {
  return { ...now, floorMs: officeMs, uncertain: Math.abs(now.wallMs - officeMs) > DRIFT_MS }
}

/** A signed manifest was issued: it is at least that late. */
export const raisedTo = (row: ClockRow, issuedMs: number): ClockRow =>
  issuedMs > row.floorMs
    ? { ...row, floorMs: issuedMs, uncertain: row.uncertain || row.wallMs < issuedMs - DRIFT_MS }
    : row

/** The instant by which validity is judged: what is known to have passed where the clock is in doubt, so that nothing expires early. */
export const judgedMs = (row: ClockRow): number =>
  row.uncertain ? row.floorMs : Math.max(row.floorMs, row.wallMs)
