import type { Manifest } from '../../../server/packages/manifest.schema.ts'
import { readManifest } from '../../../server/packages/verify.rules.ts'
import { seenDay } from '../clock-store.ts'
import { db } from '../store/db.ts'
import { kept } from '../store/kept.ts'
import { useStored } from '../store/use-stored.ts'
import type { OfferedPackage } from '../sync/field-state.ts'
import type { Why } from './fitness.ts'
import { blobsOf, type KeptPackage, slotOf } from './kept-package.ts'
import { missingOf } from './settling.ts'

/** A version that lies here whole. */
export interface Playable {
  one: KeptPackage
  manifest: Manifest
  soundBytes: number
  /** Sounds that were found damaged since, and are not fetched again yet. */
  damaged: number
}

/** One playlist for one place, as it stands on this phone. */
export interface Shelf {
  slot: string
  title: string
  place: string
  validTo: string
  current: Playable | null
  previous: Playable | null
  withdrawn: string | null
  /** What is offered or on its way, when it is not what is played already. */
  coming: {
    id: string
    number: number
    doneBytes: number
    totalBytes: number
    files: number
    same: number
  } | null
  refused: Why | null
}

/** All that the team has or may fetch, those that end first in front. */
export const useShelves = () => useStored(shelves)

/** The day by which validity is judged. */
export const useToday = (): string => useStored(seenDay) ?? ''

async function shelves(): Promise<Shelf[]> {
  const offers = (await kept('state'))?.packages ?? []
  const pointers = await db.pointers.toArray()
  const newest = new Map<string, OfferedPackage>()
  for (const offer of offers.toSorted((a, b) => a.sequence - b.sequence))
    if (offer.state === 'ready') newest.set(slotOf(offer.playlistId, offer.target), offer)
  const slots = new Set([...newest.keys(), ...pointers.map(({ slot }) => slot)])
  const today = await seenDay()
  const made = await Promise.all([...slots].map((slot) => shelf(slot, newest.get(slot), { offers, today })))
  return made.flatMap((one) => one ?? []).toSorted((a, b) => (a.validTo < b.validTo ? -1 : 1))
}

async function shelf(
  slot: string,
  offer: OfferedPackage | undefined,
  { offers, today }: { offers: readonly OfferedPackage[]; today: string },
) {
  const pointer = await db.pointers.get(slot)
  const current = await playable(pointer?.current)
  const previous = await playable(pointer?.previous)
  const known = current?.manifest
  if (!known && (!offer || offer.validTo <= today)) return undefined
  const stopped = offers.find(({ id, state }) => id === pointer?.current && state === 'withdrawn')
  const refused = offer ? ((await kept('refusals'))?.[offer.id] ?? null) : null
  return {
    slot,
    title: known?.playlist.title ?? offer?.title ?? '',
    place: known?.target.name ?? offer?.target.name ?? '',
    validTo: known?.validTo ?? offer?.validTo ?? '',
    current,
    previous,
    withdrawn: stopped ? (stopped.withdrawnReason ?? '') : null,
    coming: offer && (offer.id !== pointer?.current || current?.damaged) ? await comingOf(offer) : null,
    refused,
  } satisfies Shelf
}

async function playable(id: string | null | undefined): Promise<Playable | null> {
  const one = id ? await db.packages.get(id) : undefined
  const manifest = one && readManifest(one.manifestText)
  if (!manifest) return null
  const soundBytes = blobsOf(manifest).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return { one, manifest, soundBytes, damaged: (await missingOf(one)).length }
}

async function comingOf(offer: OfferedPackage): Promise<Shelf['coming']> {
  const held = await playable(offer.id)
  const head = { id: offer.id, number: offer.number }
  if (!held) return { ...head, doneBytes: 0, totalBytes: offer.soundBytes, files: 0, same: 0 }
  const wanted = blobsOf(held.manifest)
  const rows = await db.blobs.bulkGet(wanted.map(({ sha256 }) => sha256))
  const same = rows.filter((row) => row?.whole).length
  const done = rows.reduce((sum, row) => sum + (row?.whole ? 0 : (row?.offsetBytes ?? 0)), 0)
  const left = wanted.reduce((sum, { sizeBytes }, index) => sum + (rows[index]?.whole ? 0 : sizeBytes), 0)
  return { ...head, doneBytes: done, totalBytes: left, files: wanted.length - same, same }
}
