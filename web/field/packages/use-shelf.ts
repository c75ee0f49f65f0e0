import type { Manifest } from '../../../server/packages/manifest.schema.ts'
import { readManifest } from '../../../server/packages/verify.rules.ts'
import { dayOf } from '../clock-store.ts'
import { db } from '../store/db.ts'
import { kept } from '../store/kept.ts'
import { useStored } from '../store/use-stored.ts'
import type { OfferedPackage } from '../sync/field-state.ts'
import type { Why } from './fitness.ts'
import { blobsOf, type KeptPackage, slotOf } from './kept-package.ts'

/** A version that lies here whole. */
export interface Playable {
  one: KeptPackage
  manifest: Manifest
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

/** The last day by which validity is judged. */
export const useToday = (): string => useStored(async () => dayOf(await clockFloor())) ?? ''
const clockFloor = async () => (await kept('clock'))?.floorMs ?? Date.now()

async function shelves(): Promise<Shelf[]> {
  const offers = (await kept('state'))?.packages ?? []
  const pointers = await db.pointers.toArray()
  const newest = new Map<string, OfferedPackage>()
  for (const offer of offers.toSorted((a, b) => a.sequence - b.sequence))
    if (offer.state === 'ready') newest.set(slotOf(offer.playlistId, offer.target), offer)
  const slots = new Set([...newest.keys(), ...pointers.map(({ slot }) => slot)])
  const made = await Promise.all([...slots].map((slot) => shelf(slot, newest.get(slot), offers)))
  return made.flatMap((one) => one ?? []).toSorted((a, b) => (a.validTo < b.validTo ? -1 : 1))
}

async function shelf(slot: string, offer: OfferedPackage | undefined, offers: readonly OfferedPackage[]) {
  const pointer = await db.pointers.get(slot)
  const current = await playable(pointer?.current)
  const previous = await playable(pointer?.previous)
  const known = current?.manifest
  if (!offer && !known) return undefined
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
    coming: offer && offer.id !== pointer?.current ? await comingOf(offer) : null,
    refused,
  } satisfies Shelf
}

async function playable(id: string | null | undefined): Promise<Playable | null> {
  const one = id ? await db.packages.get(id) : undefined
  const manifest = one && readManifest(one.manifestText)
  return manifest ? { one, manifest } : null
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
