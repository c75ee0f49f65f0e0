/** One clip that may go into a gap: approved for television and not withdrawn. */
export interface Filler {
  readonly versionId: string
  readonly workId: string
  readonly title: string
  readonly durationMs: number
  /** Who is seen or heard in it, as the credits write them. */
  readonly artists: readonly string[]
  /** When it was last planned or aired on this channel (ISO); null for never. */
  readonly lastAt: string | null
  /** How often it may still air; null or absent where nothing limits it. */
  readonly runsLeft?: number | null
}

/** What already stands near the gap on the same channel. */
export interface Neighbour {
  readonly workId: string | null
  readonly title: string
  readonly artists: readonly string[]
  readonly startsAt: string
  readonly endsAt: string
}

/** How far apart the same should be. Zero switches a rule off. */
export interface Separation {
  readonly sameWorkHours: number
  readonly sameArtistMinutes: number
}

export type BrokenRule =
  | { rule: 'same_work'; versionId: string; otherTitle: string; otherAt: string; hours: number }
  | {
      rule: 'same_artist'
      versionId: string
      artist: string
      otherTitle: string
      otherAt: string
      minutes: number
    }

export interface Filling {
  /** In the order in which they go into the gap. */
  clips: { filler: Filler; startsAt: string }[]
  filledMs: number
  leftMs: number
  /** Rules that no choice of clips could keep; empty as a rule. */
  broken: BrokenRule[]
}

/** Lengths are compared in steps of this many milliseconds: one frame at 25 fps. */
const STEP_MS = 40
/** A filling that keeps every rule is good enough from this share of the gap on. */
const GOOD_SHARE = 0.99
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** One broken rule outweighs any wish for the longest rested. */
const HURT = 1_000_000

/**
 * Clips for a gap, each at most once, never longer together than the gap. First only clips that keep all rules of
 * separation; where those fill less than 99 %, clips that break one are let in as well, and each is named. Among
 * equal lengths those that have rested longest are taken. Exact over whole frames (subset sum by dynamic programming:
 * clips times frames of the gap).
 */
export function fillGap(
  gap: { readonly startsAt: string; readonly durationMs: number },
  fillers: readonly Filler[],
  neighbours: readonly Neighbour[],
  separation: Separation,
): Filling {
  const fitting = onePerWork(
    fillers.filter(({ durationMs }) => durationMs > 0 && durationMs <= gap.durationMs),
  )
  const near = fitting.map((filler) => ({ filler, hurts: hurtsOf(filler, gap, neighbours, separation) }))
  const keeping = choose(
    gap.durationMs,
    near.filter(({ hurts }) => hurts === 0),
  )
  const best = lengthOf(keeping) >= GOOD_SHARE * gap.durationMs ? keeping : choose(gap.durationMs, near)
  const chosen = lengthOf(best) > lengthOf(keeping) ? best : keeping
  const before = neighbours.findLast(({ endsAt }) => endsAt <= gap.startsAt)
  const order = apart(
    chosen.map(({ filler }) => filler),
    before?.artists ?? [],
  )
  return laid(gap, order, neighbours, separation)
}

interface Weighed {
  readonly filler: Filler
  /** How many rules it breaks against what stands around the gap. */
  readonly hurts: number
}

const lengthOf = (chosen: readonly Weighed[]) =>
  chosen.reduce((sum, { filler }) => sum + filler.durationMs, 0)

/** Of several versions of one work the one that has rested longest, else the first: a work fills a gap once. */
function onePerWork(fillers: readonly Filler[]): Filler[] {
  const works = new Map<string, Filler>()
  for (const filler of fillers) if (!works.has(filler.workId)) works.set(filler.workId, filler)
  return [...works.values()]
}

/** The longest sum that fits, with the fewest broken rules, then the longest rested. */
function choose(gapMs: number, clips: readonly Weighed[]): Weighed[] {
  const room = Math.floor(gapMs / STEP_MS)
  const order = [...clips].sort((a, b) => (a.filler.lastAt ?? '').localeCompare(b.filler.lastAt ?? ''))
  // cost[n]: the least cost of a choice that takes exactly n steps; taken: which clips improved it, one row each.
  const cost = new Float64Array(room + 1).fill(Number.POSITIVE_INFINITY)
  cost[0] = 0
  const taken = order.map(() => new Uint8Array(room + 1))
  for (const [index, { filler, hurts }] of order.entries()) {
    // Rounded up, so that the sum of what is chosen can never pass the gap.
    const steps = Math.ceil(filler.durationMs / STEP_MS)
    const price = hurts * HURT + index
    const row = taken[index] as Uint8Array
    for (let sum = room; sum >= steps; sum--) {
      const before = (cost[sum - steps] as number) + price
      if (before < (cost[sum] as number)) {
        cost[sum] = before
        row[sum] = 1
      }
    }
  }
  let sum = bestSum(cost, room)
  const chosen: Weighed[] = []
  for (let index = order.length - 1; index >= 0; index--) {
    const clip = order[index] as Weighed
    if ((taken[index] as Uint8Array)[sum] === 1) {
      chosen.push(clip)
      sum -= Math.ceil(clip.filler.durationMs / STEP_MS)
    }
  }
  return chosen.reverse()
}

/** The fullest sum, unless one that is full enough breaks fewer rules. */
function bestSum(cost: Float64Array, room: number): number {
  let best = room
  while (cost[best] === Number.POSITIVE_INFINITY) best--
  const hurts = (sum: number) => Math.floor((cost[sum] as number) / HURT)
  for (let sum = best - 1; sum >= GOOD_SHARE * room; sum--) if (hurts(sum) < hurts(best)) best = sum
  return best
}

interface Span {
  readonly startMs: number
  readonly endMs: number
}

const spanOf = (of: { startsAt: string; endsAt: string }): Span => ({
  startMs: Date.parse(of.startsAt),
  endMs: Date.parse(of.endsAt),
})

/** Time between two stretches; 0 where they touch or meet. */
const between = (a: Span, b: Span) => Math.max(0, a.startMs - b.endMs, b.startMs - a.endMs)

const shared = (a: readonly string[], b: readonly string[]) => a.find((artist) => b.includes(artist))

function hurtsOf(
  filler: Filler,
  gap: { readonly startsAt: string; readonly durationMs: number },
  neighbours: readonly Neighbour[],
  separation: Separation,
): number {
  // Where in the gap the clip will stand is not known yet: the whole gap must keep the distance.
  const startMs = Date.parse(gap.startsAt)
  return brokenBy(filler, { startMs, endMs: startMs + gap.durationMs }, neighbours, separation).length
}

function brokenBy(
  filler: Filler,
  at: Span,
  neighbours: readonly Neighbour[],
  { sameWorkHours, sameArtistMinutes }: Separation,
): BrokenRule[] {
  const { versionId, workId, artists } = filler
  const broken: BrokenRule[] = []
  const tell = (other: Neighbour) => ({ versionId, otherTitle: other.title, otherAt: other.startsAt })
  const distance = (other: Neighbour) => between(at, spanOf(other))
  const same = neighbours.find(
    (other) => other.workId === workId && distance(other) < sameWorkHours * HOUR_MS,
  )
  if (same) broken.push({ rule: 'same_work', ...tell(same), hours: sameWorkHours })
  for (const other of neighbours) {
    const artist = other.workId === workId ? undefined : shared(artists, other.artists)
    if (artist === undefined || distance(other) >= sameArtistMinutes * MINUTE_MS) continue
    broken.push({ rule: 'same_artist', ...tell(other), artist, minutes: sameArtistMinutes })
    break
  }
  return broken
}

/** An order in which neighbours share no artist, as far as there is one: always the next clip that shares least. */
export function apart<Clip extends { readonly artists: readonly string[] }>(
  clips: readonly Clip[],
  before: readonly string[],
): Clip[] {
  const left = [...clips]
  const order: Clip[] = []
  let artists = before
  while (left.length > 0) {
    // Whoever has most clips left must go first, or they end up side by side.
    const weight = (clip: Clip) => left.filter((other) => shared(clip.artists, other.artists)).length
    const free = left.filter((clip) => shared(clip.artists, artists) === undefined)
    const next = (free.length > 0 ? free : left).reduce((a, b) => (weight(b) > weight(a) ? b : a))
    order.push(next)
    left.splice(left.indexOf(next), 1)
    artists = next.artists
  }
  return order
}

function laid(
  gap: { readonly startsAt: string; readonly durationMs: number },
  order: readonly Filler[],
  neighbours: readonly Neighbour[],
  separation: Separation,
): Filling {
  const clips: Filling['clips'] = []
  const broken: BrokenRule[] = []
  const around = [...neighbours]
  let atMs = Date.parse(gap.startsAt)
  for (const filler of order) {
    const span = { startMs: atMs, endMs: atMs + filler.durationMs }
    const startsAt = new Date(atMs).toISOString()
    broken.push(...brokenBy(filler, span, around, separation))
    clips.push({ filler, startsAt })
    around.push({ ...filler, startsAt, endsAt: new Date(span.endMs).toISOString() })
    atMs = span.endMs
  }
  const filledMs = atMs - Date.parse(gap.startsAt)
  return { clips, filledMs, leftMs: gap.durationMs - filledMs, broken }
}
