import { Readable } from 'node:stream'
import type { BlobStore } from '../storage/blobs.ts'
import { canonicalJson } from '../storage/canonical.rules.ts'
import { sha256Of } from '../storage/canonical.ts'
import type { Ranged } from './range.ts'
import { planZip, slicesOf, type ZipEntry, type ZipPlan } from './zip.rules.ts'

/** Changes whenever the layout below would give other bytes for the same entries. */
const LAYOUT = 'vang.zip/1'

/** Equal for equal bytes, without reading any: the entries name their content by sha256. */
export function zipTag(entries: readonly ZipEntry[]): string {
  const named = entries.map(({ path, sizeBytes, crc32, sha256 }) => ({ path, sizeBytes, crc32, sha256 }))
  return sha256Of(canonicalJson({ layout: LAYOUT, entries: named }))
}

/** A ZIP served straight from the stored files: no temporary file, and no more memory than one read at a time. */
export function zipRanged(entries: readonly ZipEntry[], blobs: BlobStore, fileName: string): Ranged {
  const plan = planZip(entries)
  return {
    sizeBytes: plan.sizeBytes,
    etag: zipTag(entries),
    mediaType: 'application/zip',
    fileName,
    read: (start, end) => readZip(plan, blobs, start, end),
  }
}

/** The reader decides the pace: the next piece is read only when it asks, and its file is closed when it leaves. */
export function readZip(plan: ZipPlan, blobs: Pick<BlobStore, 'read'>, start: number, end: number): Readable {
  async function* pieces() {
    for (const { part, from, to } of slicesOf(plan, start, end)) {
      if (part.bytes) yield part.bytes.subarray(from, to)
      else yield* blobs.read(part.sha256, from, to) as AsyncIterable<Uint8Array>
    }
  }
  return Readable.from(pieces(), { objectMode: false, highWaterMark: 1 << 16 })
}
