import { alignSignatures, type Stretch } from './compare-align.ts'
import { type Edit, joined } from './compare-edits.ts'
import { gains, heard, median, soundDiffers } from './compare-heard.ts'
import { compareRecipe, signatureRecipe } from './compare-recipe.ts'
import { pictureDiffers } from './compare-seen.ts'
import { bandCells, type Signature } from './compare-signature.ts'

export { compareRecipe } from './compare-recipe.ts'

const { everyMs } = signatureRecipe
const { level } = compareRecipe

/** `level`: the same sound, but louder or quieter than the rest of the recording became. */
export type ChangeKind = 'picture' | 'sound' | 'both' | 'inserted' | 'removed' | 'level'

/** In ms from the start of each recording; an insertion takes no time before, a removal none after. */
export type Change = {
  kind: ChangeKind
  fromMs: number
  toMs: number
  beforeFromMs: number
  beforeToMs: number
}

export type Comparison = {
  changes: Change[]
  /** Of each change the longer of its two sides. */
  totalMs: number
  /** How much louder the whole became; 0 under half a decibel. */
  gainDb: number
  /** Loudness was evened out throughout, so that it is told once and not at each place. */
  levelled: boolean
  /** What could be compared: what only one of them has is not. */
  compared: { picture: boolean; sound: boolean }
}

/**
 * What changed from one recording to the next, by their signatures; pure. Another encoding, size, frame rate or
 * loudness is no change. Differences shorter than a quarter of a second are not found, and bounds are within two frames
 * for the picture, a fifth of a second for the sound.
 */
export function compareSignatures(
  before: Signature,
  after: Signature,
  wanted: { picture?: boolean; sound?: boolean } = {},
): Comparison {
  const compared = {
    picture: wanted.picture !== false && before.picture !== null && after.picture !== null,
    sound: wanted.sound !== false && (before.sound !== null || after.sound !== null),
  }
  const only = (whole: Signature): Signature => ({
    steps: whole.steps,
    picture: compared.picture ? whole.picture : null,
    // A recording without sound is a silent one.
    sound: compared.sound ? (whole.sound ?? new Uint8Array(whole.steps * bandCells)) : null,
  })
  if (!compared.picture && !compared.sound)
    return { changes: [], totalMs: 0, gainDb: 0, levelled: false, compared }
  const [a, b] = [only(before), only(after)]
  // Always the same way round, so that forwards and backwards tell the same.
  const turned = inOrder(a, b) > 0
  const found = turned ? compareAligned(b, a) : compareAligned(a, b)
  const edits = turned ? found.edits.map(turnedRound) : found.edits
  const changes = edits.map(asChange)
  return {
    changes,
    totalMs: changes.reduce(
      (sum, { fromMs, toMs, beforeFromMs, beforeToMs }) =>
        sum + Math.max(toMs - fromMs, beforeToMs - beforeFromMs),
      0,
    ),
    gainDb: Math.abs(found.gainDb) < level.overallDb ? 0 : round(turned ? -found.gainDb : found.gainDb),
    levelled: found.levelled,
    compared,
  }
}

const round = (db: number) => Math.round(db * 10) / 10

function inOrder(a: Signature, b: Signature): number {
  const bytes = (of: Signature) => of.sound ?? of.picture?.tones ?? new Uint8Array()
  return a.steps - b.steps || Buffer.compare(bytes(a), bytes(b))
}

function turnedRound(edit: Edit): Edit {
  const { of, a, b } = edit
  return {
    of: { ...of, inserted: of.removed, removed: of.inserted },
    a: b,
    b: a,
  }
}

function asChange({ of, a, b }: Edit): Change {
  const [beforeFromMs, beforeToMs, fromMs, toMs] = [a.from, a.to, b.from, b.to].map((n) => n * everyMs) as [
    number,
    number,
    number,
    number,
  ]
  return { kind: kindOf(of), fromMs, toMs, beforeFromMs, beforeToMs }
}

function kindOf({ picture, sound, level, inserted, removed }: Edit['of']): ChangeKind {
  if (!picture && !sound) {
    if (inserted && !removed) return 'inserted'
    if (removed && !inserted) return 'removed'
    if (level && !inserted) return 'level'
  }
  // What was replaced by something of another length is new to eye and ear.
  if (inserted || removed || (picture && sound)) return 'both'
  return picture ? 'picture' : 'sound'
}

function compareAligned(a: Signature, b: Signature) {
  const sounds = a.sound && b.sound && ([heard(a.sound), heard(b.sound)] as const)
  const parts = alignSignatures(a, b).map((stretch): Part => {
    const still = new Uint8Array(stretch.to - stretch.from)
    const gainDb = sounds ? gains(...sounds, stretch) : new Float32Array(still.length).fill(Number.NaN)
    return {
      stretch,
      picture: a.picture && b.picture ? pictureDiffers(a.picture, b.picture, stretch) : still,
      sound: sounds ? soundDiffers(...sounds, stretch, gainDb) : still,
      gainDb,
    }
  })
  const all = Float32Array.from(parts.flatMap(({ gainDb }) => [...gainDb]))
  const gainDb = median(all) || 0
  const off = (db: number) => Math.abs(db - gainDb) >= level.localDb
  const audible = all.filter((db) => !Number.isNaN(db)).length
  const levelled = all.filter(off).length > audible / 2
  return { edits: joined(a, b, edited(a, b, parts, levelled ? () => false : off)), gainDb, levelled }
}

/** Step by step of a stretch: 1 where something differs, and how much louder it became, in dB. */
type Part = { stretch: Stretch; picture: Uint8Array; sound: Uint8Array; gainDb: Float32Array }

/** Every difference in the order of the recordings: what stands between the stretches, and what differs within. */
function edited(a: Signature, b: Signature, parts: readonly Part[], off: (db: number) => boolean): Edit[] {
  const edits: Edit[] = []
  const at = { a: 0, b: 0 }
  const gapTo = (toA: number, toB: number) => {
    const [removed, inserted] = [toA - at.a, toB - at.b]
    const least = compareRecipe.gapLeastSteps
    if (removed >= least || inserted >= least)
      edits.push({
        of: { inserted: inserted >= least, removed: removed >= least },
        a: { from: at.a, to: toA },
        b: { from: at.b, to: toB },
      })
  }
  for (const { stretch, picture, sound, gainDb } of parts) {
    const { from, to, shift } = stretch
    gapTo(from, from + shift)
    const place = (n: number) => ({ a: from + n, b: from + n + shift })
    const push = (of: Edit['of']) => (first: number, last: number) => {
      const [start, end] = [place(first), place(last)]
      edits.push({ of, a: { from: start.a, to: end.a }, b: { from: start.b, to: end.b } })
    }
    runs(picture, compareRecipe.picture.leastSteps, push({ picture: true }))
    runs(sound, compareRecipe.sound.leastSteps, push({ sound: true }))
    const levels = Uint8Array.from(gainDb, (db, n) => (off(db) && !sound[n] ? 1 : 0))
    runs(levels, Math.ceil(level.localLeastMs / everyMs), push({ level: true }))
    Object.assign(at, place(to - from))
  }
  gapTo(a.steps, b.steps)
  return edits
}

/** Runs of flags that last long enough; one step between two does not end them. */
function runs(flags: Uint8Array, least: number, each: (from: number, to: number) => void): void {
  let from = -1
  let last = -1
  for (let n = 0; n <= flags.length; n += 1) {
    if (flags[n]) {
      if (from < 0) from = n
      last = n
    } else if (from >= 0 && (n - last > 2 || n >= flags.length)) {
      // The span of three steps hides the first and the last step of a difference.
      if (last + 1 - from >= least) each(Math.max(0, from - 1), Math.min(flags.length, last + 2))
      from = -1
    }
  }
}
