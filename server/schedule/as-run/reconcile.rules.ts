import { clockShifts } from './clock-shift.rules.ts'
import { alike, titleWords } from './title-likeness.rules.ts'

/** A row of the published plan, or of the station's log: instants and lengths in milliseconds. */
export interface AiredRow {
  readonly id: string
  readonly startMs: number
  readonly durationMs: number
  readonly title: string
}

export interface Matched {
  planId: string
  logId: string
  /** How far the station's clock was from the plan's there; taken off before lateness is judged. */
  clockShiftMs: number
  /** Later than planned once the clock is set right; negative when earlier. */
  lateMs: number
}

export interface Reconciled {
  matched: Matched[]
  /** Log rows that may be a planned one, the likeliest first: for a person to decide. */
  doubtful: { logId: string; planIds: string[] }[]
  /** Planned rows that no log row could be. */
  missing: string[]
  /** Log rows that no planned row could be. */
  extra: string[]
  /** How far the station's clock ran ahead at a time of its own (ms). */
  clockShiftAt(startMs: number): number
}

/** Further from its planned time than this, a row of another title is another programme (ms). */
const NEAR_MS = 20 * 60_000
/** Titles this much alike name one programme; half as much is a sign that needs a second one. */
const SAME_TITLE = 0.6
const WHOLE_TITLE = 0.9
const LIKE_TITLE = 0.25
/** A row renamed beyond recognition is known only by standing exactly where, and lasting exactly as long as, planned (ms). */
const EXACT_START_MS = 8000
const EXACT_LENGTH_MS = 1500

interface Pair {
  readonly plan: number
  readonly log: number
  readonly score: number
  readonly sure: boolean
  readonly shiftMs: number
  readonly lateMs: number
}

/**
 * Tells which row of a station's log is which planned one. The station's clock is first set right from rows whose
 * titles agree; then the two lists are aligned in their order (heaviest increasing chain), since a channel airs one
 * thing after another. Only what title, or place and length together, make certain is matched; the rest is left to a person.
 */
export function reconcile(plan: readonly AiredRow[], log: readonly AiredRow[]): Reconciled {
  const planned = [...plan].sort((a, b) => a.startMs - b.startMs)
  const logged = [...log].sort((a, b) => a.startMs - b.startMs)
  const shiftAt = clockShifts(planned, logged)
  const pairs = pairsOf(planned, logged, shiftAt)
  const chain = heaviestChain(pairs, logged.length)
  const sure = chain.filter((pair) => pair.sure && !rivalled(pair, pairs))
  const planTaken = new Set(sure.map(({ plan: index }) => index))
  const logTaken = new Set(sure.map(({ log: index }) => index))
  const open = pairs.filter((pair) => !planTaken.has(pair.plan) && !logTaken.has(pair.log))
  const byLog = Map.groupBy(open, ({ log: index }) => index)
  const maybe = new Set(open.map(({ plan: index }) => index))
  const idOf = (rows: readonly AiredRow[], index: number) => rows[index]?.id ?? ''
  return {
    matched: sure.map(({ plan: p, log: l, shiftMs, lateMs }) => ({
      planId: idOf(planned, p),
      logId: idOf(logged, l),
      clockShiftMs: shiftMs,
      lateMs,
    })),
    doubtful: [...byLog].map(([index, candidates]) => ({
      logId: idOf(logged, index),
      planIds: candidates.toSorted((a, b) => b.score - a.score).map(({ plan: p }) => idOf(planned, p)),
    })),
    missing: planned.filter((_, index) => !planTaken.has(index) && !maybe.has(index)).map(({ id }) => id),
    extra: logged.filter((_, index) => !logTaken.has(index) && !byLog.has(index)).map(({ id }) => id),
    clockShiftAt: shiftAt,
  }
}

/** Every planned row with every log row that could be it. */
function pairsOf(
  planned: readonly AiredRow[],
  logged: readonly AiredRow[],
  shiftAt: (startMs: number) => number,
): Pair[] {
  const planWords = planned.map(({ title }) => titleWords(title))
  const logWords = logged.map(({ title }) => titleWords(title))
  const pairs: Pair[] = []
  let from = 0
  for (const [log, row] of logged.entries()) {
    const shiftMs = shiftAt(row.startMs)
    const startMs = row.startMs - shiftMs
    while (from < planned.length && (planned[from] as AiredRow).startMs < startMs - NEAR_MS) from++
    for (let plan = from; plan < planned.length; plan++) {
      const wanted = planned[plan] as AiredRow
      if (wanted.startMs > startMs + NEAR_MS) break
      const likeness = alike(planWords[plan] ?? [], logWords[log] ?? [])
      const lateMs = startMs - wanted.startMs
      const verdict = judge(likeness, lateMs, row.durationMs - wanted.durationMs, wanted.durationMs)
      if (verdict) pairs.push({ plan, log, shiftMs, lateMs, ...verdict })
    }
  }
  return pairs
}

function judge(
  likeness: number,
  lateMs: number,
  longerMs: number,
  durationMs: number,
): { score: number; sure: boolean } | undefined {
  const away = Math.abs(lateMs) / NEAR_MS
  const lengthOff = Math.abs(longerMs) / Math.max(durationMs, 1)
  const score = likeness + 0.5 * (1 - away) + 0.3 * Math.max(0, 1 - lengthOff)
  const exact = Math.abs(lateMs) <= EXACT_START_MS && Math.abs(longerMs) <= EXACT_LENGTH_MS
  // The whole title may have been cut short on air; a title that is only near must also last about as long.
  if (likeness >= SAME_TITLE) return { score, sure: likeness >= WHOLE_TITLE || lengthOff <= 0.5 }
  if (likeness >= LIKE_TITLE) return { score, sure: away < 0.1 && lengthOff < 0.1 }
  // Without one common word, only the same place and length speak for it.
  if (exact) return { score, sure: true }
  return away < 0.1 && lengthOff < 0.25 ? { score, sure: false } : undefined
}

/** Whether another row fits either side of a pair as well: then only a person can tell. */
function rivalled(pair: Pair, pairs: readonly Pair[]): boolean {
  return pairs.some(
    (other) =>
      other !== pair &&
      other.sure &&
      (other.plan === pair.plan) !== (other.log === pair.log) &&
      other.score >= pair.score - 0.02,
  )
}

/** The pairs of the highest total score in which both lists keep their order (Fenwick tree of best chains). */
function heaviestChain(pairs: readonly Pair[], logs: number): Pair[] {
  const order = pairs.toSorted((a, b) => a.plan - b.plan || b.log - a.log)
  const tree: { total: number; at: number }[] = Array.from({ length: logs + 2 }, () => ({ total: 0, at: -1 }))
  const before: number[] = []
  const totals: number[] = []
  for (const [index, { log, score }] of order.entries()) {
    let best = { total: 0, at: -1 }
    for (let i = log; i > 0; i -= i & -i) {
      const node = tree[i] as { total: number; at: number }
      if (node.total > best.total) best = node
    }
    before.push(best.at)
    const total = best.total + score
    totals.push(total)
    for (let i = log + 1; i <= logs + 1; i += i & -i)
      if (total > (tree[i] as { total: number }).total) tree[i] = { total, at: index }
  }
  let at = totals.indexOf(Math.max(...totals, 0))
  const chain: Pair[] = []
  while (at >= 0) {
    chain.push(order[at] as Pair)
    at = before[at] ?? -1
  }
  return chain.reverse()
}
