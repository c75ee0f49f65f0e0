import { readManifest } from '../../../server/packages/verify.rules.ts'
import { db } from '../store/db.ts'
import { clearOut } from './clearing.ts'
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
 * that dies before still plays the version before. One that is older than what was seen never takes its place.
 */
export async function settle(one: KeptPackage): Promise<void> {
  await db.transaction('rw', db.pointers, async () => {
    const before = await db.pointers.get(one.slot)
    if (before && (before.current === one.id || one.sequence < before.highest)) return
    await db.pointers.put({
      slot: one.slot,
      current: one.id,
      previous: before?.current ?? null,
      highest: one.sequence,
    })
  })
  await clearOut()
}
