import type { Stretch } from './compare-align.ts'
import { compareRecipe } from './compare-recipe.ts'
import { edgeCells, type Signature, toneCells } from './compare-signature.ts'

const { toneLevels, toneCells: leastTones, edgeLevels, edgeShare } = compareRecipe.picture

type Planes = NonNullable<Signature['picture']>
/** A step in both, and how many steps before and after it (0 or 1) belong to the same stretch. */
type Place = { i: number; j: number; before: number; after: number }

/**
 * 1 for each step of a stretch whose picture differs. Each value is compared as the span of three steps, so that
 * motion, another frame rate and half a step between the grids are no difference; what lasts shorter is not found.
 */
export function pictureDiffers(a: Planes, b: Planes, { from, to, shift }: Stretch): Uint8Array {
  const flags = new Uint8Array(to - from)
  for (let i = from; i < to; i += 1) {
    const place = { i, j: i + shift, before: i > from ? 1 : 0, after: i + 1 < to ? 1 : 0 }
    if (tonesDiffer(a.tones, b.tones, place) || edgesDiffer(a.edges, b.edges, place)) flags[i - from] = 1
  }
  return flags
}

function tonesDiffer(a: Uint8Array, b: Uint8Array, place: Place): boolean {
  let found = 0
  for (
    let cell = 0, p = place.i * toneCells, q = place.j * toneCells;
    cell < toneCells;
    cell += 1, p += 1, q += 1
  ) {
    if (Math.abs((a[p] ?? 0) - (b[q] ?? 0)) <= toneLevels) continue
    if (spansApart(a, b, place, toneCells, cell, 1) > toneLevels) found += 1
    if (found >= leastTones) return true
  }
  return false
}

/** Another quality softens the whole picture; a blurred sign is softer than the rest of it. */
function edgesDiffer(a: Uint8Array, b: Uint8Array, place: Place): boolean {
  const [p, q] = [place.i * edgeCells, place.j * edgeCells]
  let [sumA, sumB] = [edgeCells, edgeCells]
  for (let cell = 0; cell < edgeCells; cell += 1) {
    sumA += a[p + cell] ?? 0
    sumB += b[q + cell] ?? 0
  }
  const ratio = Math.min(1.5, Math.max(1 / 1.5, sumB / sumA))
  for (let cell = 0; cell < edgeCells; cell += 1) {
    const [own, other] = [(a[p + cell] ?? 0) * ratio, b[q + cell] ?? 0]
    const most = edgeLevels + edgeShare * Math.max(own, other)
    if (Math.abs(own - other) > most && spansApart(a, b, place, edgeCells, cell, ratio) > most) return true
  }
  return false
}

/** How far apart the spans of a value around a step are, the first scaled; 0 where they overlap. */
function spansApart(
  a: Uint8Array,
  b: Uint8Array,
  at: Place,
  each: number,
  cell: number,
  ratio: number,
): number {
  let [lowA, highA, lowB, highB] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let n = -at.before; n <= at.after; n += 1) {
    const own = (a[(at.i + n) * each + cell] ?? 0) * ratio
    const other = b[(at.j + n) * each + cell] ?? 0
    lowA = Math.min(lowA, own)
    highA = Math.max(highA, own)
    lowB = Math.min(lowB, other)
    highB = Math.max(highB, other)
  }
  return Math.max(0, lowA - highB, lowB - highA)
}
