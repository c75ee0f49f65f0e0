import { readManifest } from '../../../server/packages/verify.rules.ts'
import { seenDay } from '../clock-store.ts'
import { db } from '../store/db.ts'
import { keep, kept } from '../store/kept.ts'
import { removeBlob } from '../store/media.ts'
import { blobsOf, type KeptPackage } from './kept-package.ts'

/** The package that sounds now, or goes on at the next start: nothing of it is ever removed. */
const onStage = async () => (await kept('evening'))?.packageId

/** Forgets what two newer versions follow, and sound that nobody names any more. */
export async function clearOut(): Promise<void> {
  const pointers = new Map((await db.pointers.toArray()).map((pointer) => [pointer.slot, pointer]))
  const playing = await onStage()
  const old = (await db.packages.toArray()).filter(({ id, slot, sequence }) => {
    const pointer = pointers.get(slot)
    if (!pointer || id === playing) return false
    return ![pointer.current, pointer.previous].includes(id) && sequence < pointer.highest
  })
  await db.packages.bulkDelete(old.map(({ id }) => id))
  const names = countNames(await db.packages.toArray())
  const blobs = await db.blobs.toCollection().primaryKeys()
  for (const sha256 of blobs) if (!names.has(sha256)) await removeBlob(sha256)
}

const soundOf = ({ manifestText }: KeptPackage) => {
  const manifest = readManifest(manifestText)
  return manifest ? blobsOf(manifest) : []
}

function countNames(packages: readonly KeptPackage[]): Map<string, number> {
  const names = new Map<string, number>()
  for (const { sha256 } of packages.flatMap(soundOf)) names.set(sha256, (names.get(sha256) ?? 0) + 1)
  return names
}

/** A package that a team may do without. */
export interface Spare {
  id: string
  title: string
  place: string
  number: number
  why: 'expired' | 'older'
  /** What its removal gives back; sound that another package needs stays. */
  freesBytes: number
}

/** What may be removed to make room: packages past their days, then versions before the newest; the largest first. */
export async function spares(): Promise<Spare[]> {
  const packages = await db.packages.toArray()
  const names = countNames(packages)
  const stored = new Map((await db.blobs.toArray()).map(({ sha256, offsetBytes }) => [sha256, offsetBytes]))
  const previous = new Set((await db.pointers.toArray()).map((pointer) => pointer.previous))
  const playing = await onStage()
  const today = await seenDay()
  const found = packages.flatMap((one): Spare[] => {
    const manifest = readManifest(one.manifestText)
    if (!manifest || one.id === playing) return []
    const expired = manifest.validTo <= today
    if (!expired && !previous.has(one.id)) return []
    const own = blobsOf(manifest).filter(({ sha256 }) => names.get(sha256) === 1)
    return [
      {
        id: one.id,
        title: manifest.playlist.title,
        place: manifest.target.name,
        number: manifest.publication.number,
        why: expired ? 'expired' : 'older',
        freesBytes: own.reduce((sum, { sha256 }) => sum + (stored.get(sha256) ?? 0), 0),
      },
    ]
  })
  return found.sort((a, b) => b.freesBytes - a.freesBytes)
}

/** Removes one such package. What was seen of its sequence stays known, so that nothing older takes its place. */
export async function remove(id: string): Promise<void> {
  if (id === (await onStage())) return
  await db.transaction('rw', db.pointers, db.packages, async () => {
    await db.packages.delete(id)
    await db.pointers.toCollection().modify((pointer) => {
      if (pointer.previous === id) pointer.previous = null
      if (pointer.current === id) Object.assign(pointer, { current: pointer.previous, previous: null })
    })
  })
  // Nor is it fetched again unless somebody asks anew.
  await keep(
    'asked',
    ((await kept('asked')) ?? []).filter((asked) => asked !== id),
  )
  await clearOut()
}
