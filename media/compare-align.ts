import { floorAt, heard } from './compare-heard.ts'
import { compareRecipe, signatureRecipe } from './compare-recipe.ts'
import { bandCells, type Signature, toneCells } from './compare-signature.ts'

const { align } = compareRecipe
const { columns } = signatureRecipe.picture.tones
const { bands, readingsPerStep, stepsPerDb } = signatureRecipe.sound

/** Steps `from` to `to` of the one recording are steps `from + shift` to `to + shift` of the other. */
export type Stretch = { from: number; to: number; shift: number }

// Distances of 1 are a mean difference of 16 levels of tone, or of 12 dB in the shape of the spectrum.
const wholeTone = 16
const wholeShape = 12 * stepsPerDb
const blocks = 48

type Track = { values: Int16Array; each: number; whole: number }
type Features = { steps: number; tracks: Track[] }

/**
 * Where two recordings run alike: stretches in order in both, found by offsets that at least a few seconds share, then
 * by the cheapest way through them, in which a step that differs costs up to 1 and a change of offset costs a second.
 * Time grows with the length times the number of offsets (at most 32), memory likewise.
 */
export function alignSignatures(one: Signature, other: Signature): Stretch[] {
  const [a, b] = [featuresOf(one, other), featuresOf(other, one)]
  return cheapestWay(a, b, findShifts(a, b))
}

/** What both have, small: tones in 8 x 6 blocks, and the shape of the spectrum without its level. */
function featuresOf(own: Signature, other: Signature): Features {
  const tracks: Track[] = []
  if (own.picture && other.picture)
    tracks.push({ values: blocksOf(own.picture.tones, own.steps), each: blocks, whole: wholeTone })
  if (own.sound && other.sound)
    tracks.push({ values: shapesOf(own.sound, own.steps), each: bandCells, whole: wholeShape })
  return { steps: own.steps, tracks }
}

const blockOf = Uint8Array.from(
  { length: toneCells },
  (_, cell) => Math.floor((cell % columns) / 4) + 8 * Math.floor(Math.floor(cell / columns) / 3),
)

function blocksOf(tones: Uint8Array, steps: number): Int16Array {
  const values = new Int16Array(steps * blocks)
  for (let step = 0, at = 0; step < steps; step += 1) {
    for (let cell = 0; cell < toneCells; cell += 1, at += 1) {
      const block = step * blocks + (blockOf[cell] ?? 0)
      values[block] = (values[block] ?? 0) + (tones[at] ?? 0)
    }
  }
  return values.map((sum) => sum / 12)
}

function shapesOf(levels: Uint8Array, steps: number): Int16Array {
  const values = new Int16Array(steps * bandCells)
  const whole = heard(levels)
  for (let reading = 0; reading < steps * readingsPerStep; reading += 1) {
    const floor = floorAt(whole, reading)
    const [from, to] = [reading * bands, (reading + 1) * bands]
    let sum = 0
    for (let at = from; at < to; at += 1) sum += Math.max(levels[at] ?? 0, floor)
    for (let at = from; at < to; at += 1) values[at] = Math.max(levels[at] ?? 0, floor) - sum / bands
  }
  return values
}

/** Between 0, alike, and 1; not finished beyond `most`. */
function distance(a: Track, b: Track, i: number, j: number, most = 1): number {
  const { each, whole } = a
  const enough = most * each * whole
  let sum = 0
  for (let n = 0, p = i * each, q = j * each; n < each && sum <= enough; n += 1, p += 1, q += 1)
    sum += Math.abs((a.values[p] ?? 0) - (b.values[q] ?? 0))
  return Math.min(1, sum / each / whole)
}

/** The offsets at which stretches of the one are found in the other, those that most of it agrees on first. */
function findShifts(a: Features, b: Features): number[] {
  const votes = new Map<number, number>([
    [0, 0],
    [b.steps - a.steps, 0],
  ])
  let searches = 0
  for (const chunk of spread(Math.floor(a.steps / align.chunkSteps))) {
    const from = chunk * align.chunkSteps
    const telling = a.tracks
      .map((track, n) => ({ own: track, other: b.tracks[n] as Track }))
      .filter(({ own }) => isDistinct(own, from))
    if (telling.length === 0) continue
    const known = [...votes.keys()].find((shift) =>
      telling.some(
        ({ own, other }) => chunkDistance(own, other, from, from + shift, b.steps) <= align.foundAtMost,
      ),
    )
    if (known !== undefined) {
      votes.set(known, (votes.get(known) ?? 0) + 1)
      continue
    }
    if (searches >= align.mostSearches) continue
    searches += 1
    for (const { own, other } of telling)
      for (const at of placesOf(own, other, from, b.steps))
        votes.set(at - from, (votes.get(at - from) ?? 0) + 1)
  }
  const best = [...votes].sort((x, y) => y[1] - x[1]).slice(0, Math.floor(align.mostShifts / 3))
  // One step beside each: slow pictures are found there as well.
  const near = best.flatMap(([shift, count]) => (count > 0 ? [shift - 1, shift, shift + 1] : [shift]))
  return [...new Set([0, b.steps - a.steps, ...near])].sort((x, y) => x - y)
}

/** 0 to count - 1, first far apart, then between: what is tried early says most about the whole. */
function* spread(count: number): Generator<number> {
  const bits = Math.ceil(Math.log2(Math.max(2, count)))
  for (let n = 0; n < 2 ** bits; n += 1) {
    let reversed = 0
    for (let bit = 0; bit < bits; bit += 1) reversed |= ((n >> bit) & 1) << (bits - 1 - bit)
    if (reversed < count) yield reversed
  }
}

function isDistinct(track: Track, from: number): boolean {
  const middle = from + (align.chunkSteps >> 1)
  const last = from + align.chunkSteps - 1
  const moved = distance(track, track, from, middle) + distance(track, track, middle, last)
  return moved >= 2 * align.distinctAtLeast
}

/** The mean over a chunk, given up early: a probe in the middle decides most of them. */
function chunkDistance(a: Track, b: Track, from: number, at: number, steps: number): number {
  const size = align.chunkSteps
  if (at < 0 || at + size > steps) return 1
  const middle = size >> 1
  const probe = 3 * align.foundAtMost
  if (distance(a, b, from + middle, at + middle, probe) > probe) return 1
  const most = align.foundAtMost * size
  let sum = 0
  for (let n = 0; n < size && sum <= most; n += 1) sum += distance(a, b, from + n, at + n)
  return sum / size
}

/** Where a chunk stands in the other recording; nowhere when it stands in too many places, as a jingle does. */
function placesOf(a: Track, b: Track, from: number, steps: number): number[] {
  const places: { at: number; far: number }[] = []
  for (let at = 0; at + align.chunkSteps <= steps; at += 1) {
    const far = chunkDistance(a, b, from, at, steps)
    if (far > align.foundAtMost) continue
    const last = places.at(-1)
    if (last && at - last.at < align.chunkSteps) {
      if (far < last.far) places[places.length - 1] = { at, far }
    } else places.push({ at, far })
    if (places.length > 3) return []
  }
  return places.map(({ at }) => at)
}

const START = 0
const STRAIGHT = 255

const gapCost = (steps: number) => (steps === 0 ? 0 : align.shiftCost + align.gapCostPerStep * steps)
// One or two steps at an end are the grid's own.
const edgeCost = (steps: number) =>
  steps < compareRecipe.gapLeastSteps ? align.gapCostPerStep * steps : gapCost(steps)

/** The way through the grid of both recordings that keeps to the given offsets (ascending) and costs least. */
function cheapestWay(a: Features, b: Features, shifts: readonly number[]): Stretch[] {
  const lanes = shifts.length
  const costs = new Float32Array((a.steps + 1) * lanes).fill(Number.POSITIVE_INFINITY)
  const cameFrom = new Uint8Array(costs.length)
  const jumps = shifts.map((to) => shifts.map((from) => gapCost(Math.abs(to - from))))
  const end = { row: 0, lane: 0, cost: Number.POSITIVE_INFINITY }
  for (let i = 0; i <= a.steps; i += 1) {
    for (let lane = 0; lane < lanes; lane += 1) {
      const shift = shifts[lane] ?? 0
      const j = i + shift
      if (j < 0 || j > b.steps) continue
      let least = i === 0 || j === 0 ? edgeCost(i + j) : Number.POSITIVE_INFINITY
      let from = START
      if (i > 0 && j > 0) {
        const straight = (costs[(i - 1) * lanes + lane] ?? 0) + differenceAt(a, b, i - 1, j - 1)
        if (straight <= least) [least, from] = [straight, STRAIGHT]
      }
      const jump = jumps[lane] ?? []
      for (let other = 0; other < lanes; other += 1) {
        const taken = (shifts[other] ?? 0) - shift
        const row = taken > 0 ? i - taken : i
        if (other === lane || row < 0) continue
        const jumped = (costs[row * lanes + other] ?? 0) + (jump[other] ?? 0)
        if (jumped < least) [least, from] = [jumped, other + 1]
      }
      costs[i * lanes + lane] = least
      cameFrom[i * lanes + lane] = from
      const cost = least + edgeCost(a.steps - i + b.steps - j)
      if ((i === a.steps || j === b.steps) && cost < end.cost) Object.assign(end, { row: i, lane, cost })
    }
  }
  return walkBack(cameFrom, shifts, end)
}

function differenceAt(a: Features, b: Features, i: number, j: number): number {
  let sum = 0
  for (let n = 0; n < a.tracks.length; n += 1)
    sum += distance(a.tracks[n] as Track, b.tracks[n] as Track, i, j)
  return a.tracks.length > 0 ? sum / a.tracks.length : 0
}

function walkBack(
  cameFrom: Uint8Array,
  shifts: readonly number[],
  end: { row: number; lane: number },
): Stretch[] {
  const stretches: Stretch[] = []
  let { row, lane } = end
  let to = row
  const close = () => {
    if (to > row) stretches.unshift({ from: row, to, shift: shifts[lane] ?? 0 })
  }
  for (;;) {
    const from = cameFrom[row * shifts.length + lane] ?? START
    if (from === STRAIGHT) {
      row -= 1
      continue
    }
    close()
    if (from === START) return stretches
    const taken = (shifts[from - 1] ?? 0) - (shifts[lane] ?? 0)
    if (taken > 0) row -= taken
    lane = from - 1
    to = row
  }
}
