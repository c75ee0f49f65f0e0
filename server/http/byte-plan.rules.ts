// Bytes that exist only as a plan: a zip, a loudspeaker file of several clips or a disk image is a list of stretches that
// lie end to end, so that any range of it can be served at any time without the whole ever being written.

/** Where the bytes of a stretch come from. */
type Source =
  /** Made already. */
  | { readonly bytes: Uint8Array; readonly sha256?: never; readonly from?: never; readonly make?: never }
  /** Part of a stored file: from its byte `from` on, 0 unless told. */
  | { readonly sha256: string; readonly from?: number; readonly bytes?: never; readonly make?: never }
  /** Made when asked for, of at most `mostMade` bytes at a time; both places count from the stretch's first byte. */
  | { readonly make: Make; readonly bytes?: never; readonly sha256?: never; readonly from?: never }

type Make = (from: number, to: number) => Uint8Array

/** A run of bytes from one source. */
export type Stretch = { readonly sizeBytes: number } & Source

type PlacedStretch = Stretch & { readonly at: number }

export interface BytePlan {
  readonly sizeBytes: number
  readonly parts: readonly PlacedStretch[]
}

/** Part of a part: `from` and `to` (exclusive) count from the part's own first byte. */
interface Slice {
  readonly part: PlacedStretch
  readonly from: number
  readonly to: number
}

/** Lays stretches end to end; empty ones leave no trace. */
export function planBytes(stretches: Iterable<Stretch>): BytePlan {
  const parts: PlacedStretch[] = []
  let at = 0
  for (const stretch of stretches) {
    if (stretch.sizeBytes > 0) parts.push({ at, ...stretch })
    at += stretch.sizeBytes
  }
  return { sizeBytes: at, parts }
}

export const madeOf = (bytes: Uint8Array): Stretch => ({ bytes, sizeBytes: bytes.length })

/** The most bytes that one call makes: what one piece on its way to a reader holds. */
export const mostMade = 1 << 16
const nothing = new Uint8Array(mostMade)

export const zeros = (sizeBytes: number): Stretch => ({
  sizeBytes,
  make: (from, to) => nothing.subarray(0, to - from),
})

/** What lies in the bytes from `start` to `end` (exclusive), in order. */
export function slicesOf(plan: BytePlan, start: number, end: number): Slice[] {
  const slices: Slice[] = []
  for (let index = partAt(plan, start); index < plan.parts.length; index++) {
    const part = plan.parts[index]
    if (!part || part.at >= end) break
    slices.push({ part, from: Math.max(0, start - part.at), to: Math.min(part.sizeBytes, end - part.at) })
  }
  return slices
}

/** The index of the part that holds a byte, by bisection. */
function partAt(plan: BytePlan, byte: number): number {
  let low = 0
  let high = plan.parts.length
  while (low < high) {
    const middle = (low + high) >> 1
    const part = plan.parts[middle]
    if (part && part.at + part.sizeBytes <= byte) low = middle + 1
    else high = middle
  }
  return low
}
