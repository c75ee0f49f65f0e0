import type { ManifestSound } from '../../../server/packages/manifest.schema.ts'
import { phoneSound } from '../packages/kept-package.ts'
import { stillWhole, storedFile } from '../store/media.ts'

/** The sound that is heard now and the one that comes next, each read once more and found right before it may sound. */
const ready = new Map<string, Promise<string | undefined>>()
const MOST_READY = 3

/** An address of a verified sound; undefined where the file is no longer what was signed. */
export function verified(sound: ManifestSound): Promise<string | undefined> {
  const { sha256, mediaType } = phoneSound(sound)
  const known = ready.get(sha256)
  if (known) return known
  const made = stillWhole(sha256).then(async (whole) =>
    whole ? URL.createObjectURL(await storedFile(sha256, mediaType)) : undefined,
  )
  ready.set(sha256, made)
  void made.then(
    (url) => url ?? ready.delete(sha256),
    () => ready.delete(sha256),
  )
  for (const [old, address] of ready) {
    if (ready.size <= MOST_READY) break
    ready.delete(old)
    void address.then((url) => url && URL.revokeObjectURL(url))
  }
  return made
}

/** Forgets what was verified: at a new evening everything is read anew. */
export function unready(): void {
  for (const address of ready.values()) void address.then((url) => url && URL.revokeObjectURL(url))
  ready.clear()
}
