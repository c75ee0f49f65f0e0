import type { Fraction } from './facts.ts'
import type { Finding } from './finding.ts'

/** What made a place look like the end of an act. */
export type Because = 'black' | 'silence' | 'quiet'

/** A stretch that is probably one act, in ms, half-open, on frames. */
export type ActProposal = {
  inMs: number
  outMs: number
  /** 0 to 1: how sure the weaker of its two ends is. The ends of the recording are certain. */
  score: number
  /** What was found at its end, or at its beginning for the last one. */
  because: Because[]
}

/** How loud it was over time, in LUFS or dBFS: the value at index n is of the window that ends at (n + 1) * everyMs. */
export type QuietCurve = { everyMs: number; windowMs: number; level: readonly number[] }

export type ProposalInput = {
  durationMs: number
  findings: readonly Finding[]
  curve?: QuietCurve | undefined
  fps?: Fraction | undefined
  /** No act shorter than this, ms. */
  leastActMs?: number | undefined
}

type Stretch = { startMs: number; endMs: number; because: Because }
type Break = { endsMs: number; startsMs: number; score: number; because: Because[] }

// Picture and sound of one pause seldom begin together: a fade takes about a second.
const nearMs = 1000
const quietLevel = -50
// Every sentence ends in a breath; alone, only a longer one may part two acts.
const breathMs = 400
const pauseMs = 1500
// A long pause says more than a short one, up to here.
const longMs = 5000

/**
 * Where the acts of a recorded evening probably begin and end: between them the picture goes black, the sound falls
 * silent, or both. Where both, what is neither seen nor heard belongs to no act; where one, they meet in its middle.
 * The surest places are taken first, and none that would leave an act shorter than `leastActMs`. Nothing found: no
 * proposals, rather than the whole as one.
 */
export function proposeActs(input: ProposalInput): ActProposal[] {
  const { durationMs, findings, curve, fps = { num: 25, den: 1 }, leastActMs = 20_000 } = input
  const frameMs = (1000 * fps.den) / fps.num
  // The last whole frame ends at the end; half of one more would be outside.
  const last = Math.floor(durationMs / frameMs)
  const onFrame = (ms: number) => Math.round(Math.min(last, Math.max(0, Math.round(ms / frameMs))) * frameMs)
  const pauses = clusters([...stretchesOf(findings, durationMs), ...quietStretches(curve, durationMs)])
  const head = pauses.find(([first]) => first && first.startMs <= nearMs)
  const tail = pauses.find((pause) => pause.some(({ endMs }) => endMs >= durationMs - nearMs))
  const fromMs = onFrame(head ? Math.min(...head.map(({ endMs }) => endMs)) : 0)
  const toMs = onFrame(tail && tail !== head ? Math.max(...tail.map(({ startMs }) => startMs)) : durationMs)
  const breaks = pauses
    .filter((pause) => pause !== head && pause !== tail && !isBreath(pause))
    .map((pause) => breakAt(pause, onFrame))
  return between(chosen(breaks, { fromMs, toMs, leastActMs }), fromMs, toMs)
}

function stretchesOf(findings: readonly Finding[], durationMs: number): Stretch[] {
  return findings.flatMap(({ code, startMs, endMs }) =>
    (code === 'black' || code === 'silence') && startMs !== undefined && endMs !== undefined
      ? [{ startMs: Math.max(0, startMs), endMs: Math.min(durationMs, endMs), because: code }]
      : [],
  )
}

function quietStretches(curve: QuietCurve | undefined, durationMs: number): Stretch[] {
  if (!curve) return []
  const { everyMs, windowMs, level } = curve
  const found: Stretch[] = []
  // Until a first window is full, the meter has heard less than it tells of.
  for (let from = Math.ceil(windowMs / everyMs) - 1; from < level.length; from++) {
    if ((level[from] ?? 0) >= quietLevel) continue
    let to = from
    while (to + 1 < level.length && (level[to + 1] ?? 0) < quietLevel) to += 1
    // A window is below the line only when all of it is, so the quiet began where the first window did.
    const startMs = Math.max(0, (from + 1) * everyMs - windowMs)
    const endMs = Math.min(durationMs, (to + 1) * everyMs)
    if (endMs - startMs >= breathMs) found.push({ startMs, endMs, because: 'quiet' })
    from = to
  }
  return found
}

/** Stretches that touch, or nearly, are one pause. In order of time; each list begins with its earliest. */
function clusters(stretches: readonly Stretch[]): Stretch[][] {
  const found: Stretch[][] = []
  let endMs = Number.NEGATIVE_INFINITY
  for (const stretch of stretches
    .filter((one) => one.endMs > one.startMs)
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)) {
    if (stretch.startMs > endMs + nearMs) found.push([])
    found.at(-1)?.push(stretch)
    endMs = Math.max(endMs, stretch.endMs)
  }
  return found
}

function isBreath(pause: readonly Stretch[]): boolean {
  const { startMs, endMs } = spanOf(pause) ?? { startMs: 0, endMs: 0 }
  return endMs - startMs < pauseMs && pause.every(({ because }) => because === 'quiet')
}

function breakAt(pause: readonly Stretch[], onFrame: (ms: number) => number): Break {
  const black = spanOf(pause.filter(({ because }) => because === 'black'))
  const still = spanOf(pause.filter(({ because }) => because !== 'black'))
  const silent = pause.some(({ because }) => because === 'silence')
  const because = [...new Set(pause.map((one) => one.because))].filter((one) => one !== 'quiet' || !silent)
  const span = spanOf(pause) ?? { startMs: 0, endMs: 0 }
  const long = Math.min(1, (span.endMs - span.startMs) / longMs)
  if (black && still) {
    const endsMs = Math.max(black.startMs, still.startMs)
    const startsMs = Math.min(black.endMs, still.endMs)
    const score = silent ? 1 : 0.9
    // Side by side and not at once: the acts meet in between.
    const middle = onFrame((endsMs + startsMs) / 2)
    if (startsMs <= endsMs) return { endsMs: middle, startsMs: middle, score: 0.7, because }
    return { endsMs: onFrame(endsMs), startsMs: onFrame(startsMs), score, because }
  }
  const middle = onFrame((span.startMs + span.endMs) / 2)
  const score = black ? 0.4 + 0.1 * long : silent ? 0.5 + 0.2 * long : 0.3 + 0.1 * long
  return { endsMs: middle, startsMs: middle, score, because }
}

function spanOf(stretches: readonly Stretch[]): { startMs: number; endMs: number } | undefined {
  if (stretches.length === 0) return undefined
  return {
    startMs: Math.min(...stretches.map(({ startMs }) => startMs)),
    endMs: Math.max(...stretches.map(({ endMs }) => endMs)),
  }
}

/** The surest first, then the earlier; each only where it leaves enough room on both sides. */
function chosen(
  breaks: readonly Break[],
  { fromMs, toMs, leastActMs }: { fromMs: number; toMs: number; leastActMs: number },
): Break[] {
  const taken: Break[] = []
  for (const one of breaks.toSorted((a, b) => b.score - a.score || a.endsMs - b.endsMs)) {
    const before = Math.max(fromMs, ...taken.filter((t) => t.endsMs <= one.endsMs).map((t) => t.startsMs))
    const after = Math.min(toMs, ...taken.filter((t) => t.endsMs > one.endsMs).map((t) => t.endsMs))
    if (one.endsMs - before >= leastActMs && after - one.startsMs >= leastActMs) taken.push(one)
  }
  return taken.sort((a, b) => a.endsMs - b.endsMs)
}

function between(breaks: readonly Break[], fromMs: number, toMs: number): ActProposal[] {
  if (breaks.length === 0) return []
  return [...breaks, undefined].map((end, index) => {
    const start = breaks[index - 1]
    const because = (end ?? start)?.because ?? []
    return {
      inMs: start?.startsMs ?? fromMs,
      outMs: end?.endsMs ?? toMs,
      score: Math.min(start?.score ?? 1, end?.score ?? 1),
      because: [...because],
    }
  })
}
