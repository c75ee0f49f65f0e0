/** What the phone has seen of time. A phone's clock jumps by days: after an empty battery, or by somebody's hand. */
export interface ClockRow {
  /** The latest instant that is known to have passed, ms since 1970. */
  floorMs: number
  /** What the clock said last, and the monotonic clock of that watch. */
  wallMs: number
  monotonicMs: number
  watch: string
  uncertain: boolean
}

export interface Reading {
  wallMs: number
  monotonicMs: number
  /** One stretch in which the monotonic clock ran on: it stands still while a phone sleeps, and begins anew with each start. */
  watch: string
}

const DRIFT_MS = 2 * 60_000
const DAY_MS = 86_400_000
/** A phone that lay off for longer than this has no witness for its clock until the office answers. */
const TRUSTED_REST_MS = 30 * DAY_MS

/**
 * Reads the clock against what was seen before. Within one watch it must keep step with the monotonic clock. After a rest it is in
 * doubt when it stands before the floor, more than 30 days after it, or goes on from where it was known to be ahead. In doubt only
 * the monotonic clock moves the floor on, so that one wrong day in the future does not make every later day wrong; the doubt ends
 * when the clock stands where it should again, or when the office tells the time.
 */
export function tick(before: ClockRow | undefined, now: Reading): ClockRow {
  if (!before) return { ...now, floorMs: now.wallMs, uncertain: false }
  const rested = before.watch !== now.watch
  const ranMs = rested ? 0 : Math.max(0, now.monotonicMs - before.monotonicMs)
  const expectedMs = before.floorMs + ranMs
  const aheadMs = now.wallMs - expectedMs
  const stillAhead =
    before.uncertain && before.wallMs > before.floorMs && now.wallMs >= before.wallMs - DRIFT_MS
  const uncertain = rested
    ? aheadMs < -DRIFT_MS || aheadMs > TRUSTED_REST_MS || stillAhead
    : Math.abs(aheadMs) > DRIFT_MS
  return { ...now, floorMs: uncertain ? expectedMs : Math.max(before.floorMs, now.wallMs), uncertain }
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
