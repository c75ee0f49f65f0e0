import { type BytePlan, madeOf, planBytes, type Stretch } from './byte-plan.rules.ts'
import { directoryRecord, endRecords, localHeader, type ZipEntry } from './zip-records.rules.ts'

export type { ZipEntry }

/**
 * Lays out a ZIP of stored files in the given order, with ZIP64 only where a size, an offset or the count needs it.
 * Throws RangeError for a path that is given twice, absolute or leading out of the folder.
 */
export function planZip(entries: readonly ZipEntry[]): BytePlan {
  const stretches: Stretch[] = []
  const directory: Uint8Array[] = []
  const seen = new Set<string>()
  let at = 0
  const add = (...added: readonly Stretch[]) => {
    for (const stretch of added) {
      stretches.push(stretch)
      at += stretch.sizeBytes
    }
  }
  for (const entry of entries) {
    assertPath(entry.path, seen)
    directory.push(directoryRecord(entry, at))
    add(madeOf(localHeader(entry)))
    add(...(entry.laid ?? [{ sha256: entry.sha256, sizeBytes: entry.sizeBytes }]))
  }
  const offset = at
  add(...directory.map(madeOf))
  add(madeOf(endRecords(entries.length, { offset, sizeBytes: at - offset })))
  return planBytes(stretches)
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
