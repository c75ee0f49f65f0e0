import { directoryRecord, endRecords, localHeader, type ZipEntry } from './zip-records.rules.ts'

export type { ZipEntry }

/** A stretch of the ZIP: bytes made here, or a stored file found by its sha256. */
type ZipPart = { readonly at: number; readonly sizeBytes: number } & (
  | { readonly bytes: Uint8Array; readonly sha256?: never }
  | { readonly sha256: string; readonly bytes?: never }
)

/** A whole ZIP that exists only as a plan: its parts lie end to end. */
export interface ZipPlan {
  readonly sizeBytes: number
  readonly parts: readonly ZipPart[]
}

/** Part of a part: `from` and `to` (exclusive) count from the part's own first byte. */
interface ZipSlice {
  readonly part: ZipPart
  readonly from: number
  readonly to: number
}

/**
 * Lays out a ZIP of stored files in the given order, with ZIP64 only where a size, an offset or the count needs it.
 * Throws RangeError for a path that is given twice, absolute or leading out of the folder.
 */
export function planZip(entries: readonly ZipEntry[]): ZipPlan {
  const parts: ZipPart[] = []
  const directory: Uint8Array[] = []
  const seen = new Set<string>()
  let at = 0
  const add = (part: { bytes: Uint8Array } | { sha256: string }, sizeBytes: number) => {
    if (sizeBytes > 0) parts.push({ at, sizeBytes, ...part })
    at += sizeBytes
  }
  for (const entry of entries) {
    assertPath(entry.path, seen)
    directory.push(directoryRecord(entry, at))
    const header = localHeader(entry)
    add({ bytes: header }, header.length)
    add({ sha256: entry.sha256 }, entry.sizeBytes)
  }
  const offset = at
  for (const record of directory) add({ bytes: record }, record.length)
  const end = endRecords(entries.length, { offset, sizeBytes: at - offset })
  add({ bytes: end }, end.length)
  return { sizeBytes: at, parts }
}

function assertPath(path: string, seen: Set<string>): void {
  const odd =
    path === '' || path.includes('\\') || path.split('/').some((name) => name === '' || /^\.\.?$/.test(name))
  if (odd) throw new RangeError(`Not a path inside a folder: ${path}`)
  // FAT knows no difference between A and a.
  const folded = path.toLowerCase()
  if (seen.has(folded)) throw new RangeError(`Two files at ${path}`)
  seen.add(folded)
}

/** What lies in the bytes from `start` to `end` (exclusive), in order. */
export function slicesOf(plan: ZipPlan, start: number, end: number): ZipSlice[] {
  const slices: ZipSlice[] = []
  for (let index = partAt(plan, start); index < plan.parts.length; index++) {
    const part = plan.parts[index]
    if (!part || part.at >= end) break
    slices.push({
      part,
      from: Math.max(0, start - part.at),
      to: Math.min(part.sizeBytes, end - part.at),
    })
  }
  return slices
}

/** The index of the part that holds a byte, by bisection. */
function partAt(plan: ZipPlan, byte: number): number {
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
