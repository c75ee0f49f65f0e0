import type { BlobStore } from '../storage/blobs.ts'
import { canonicalJson } from '../storage/canonical.rules.ts'
import { sha256Of } from '../storage/canonical.ts'
import { readPlanned } from './planned-bytes.ts'
import type { Ranged } from './range.ts'
import { planZip, type ZipEntry } from './zip.rules.ts'

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
    read: (start, end) => readPlanned(plan, blobs, start, end),
  }
}
