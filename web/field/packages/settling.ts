import { readManifest } from '../../../server/packages/verify.rules.ts'
import { db } from '../store/db.ts'
import { removeBlob } from '../store/media.ts'
import { blobsOf, type KeptPackage } from './kept-package.ts'

/** What of a package's sound is not on the phone yet. */
export async function missingOf(one: KeptPackage) {
  const manifest = readManifest(one.manifestText)
  const wanted = manifest ? blobsOf(manifest) : []
  const rows = await db.blobs.bulkGet(wanted.map(({ sha256 }) => sha256))
  return wanted.flatMap((blob, index) =>
    rows[index]?.whole ? [] : [{ ...blob, offsetBytes: rows[index]?.offsetBytes ?? 0 }],
  )
}

/**
 * Makes a package the one that is played, now that all of it was verified. The pointer is the last thing written: a phone
 * that dies before still plays the version before.
 */
export async function settle(one: KeptPackage): Promise<void> {
  await db.transaction('rw', db.pointers, async () => {
    const before = await db.pointers.get(one.slot)
    if (before?.current === one.id) return
    const highest = Math.max(before?.highest ?? 0, one.sequence)
    await db.pointers.put({ slot: one.slot, current: one.id, previous: before?.current ?? null, highest })
  })
  await clearOut(one.slot)
}

/** Forgets versions that neither the pointer nor the office's newest needs, and sound that nobody names any more. */
async function clearOut(slot: string): Promise<void> {
  const pointer = await db.pointers.get(slot)
  if (!pointer) return
  const old = await db.packages
    .where('slot')
    .equals(slot)
    .filter(
      ({ id, sequence }) => ![pointer.current, pointer.previous].includes(id) && sequence < pointer.highest,
    )
    .primaryKeys()
  await db.packages.bulkDelete(old)
  const manifests = (await db.packages.toArray()).map(({ manifestText }) => readManifest(manifestText))
  const named = new Set(manifests.flatMap((one) => (one ? blobsOf(one).map(({ sha256 }) => sha256) : [])))
  for (const { sha256 } of await db.blobs.toArray()) if (!named.has(sha256)) await removeBlob(sha256)
}
