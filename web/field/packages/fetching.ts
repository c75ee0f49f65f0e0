import { store } from '../../ui/store.ts'
import type { DeviceRow } from '../enrol/device.ts'
import { db } from '../store/db.ts'
import { FetchFailure, type FetchTrouble } from '../store/fetch-into.ts'
import { kept } from '../store/kept.ts'
import { bring } from '../store/media.ts'
import { askToStay, space } from '../store/space.ts'
import { blobUrl, sendFile } from '../sync/office.ts'
import type { KeptPackage } from './kept-package.ts'
import { missingOf, settle } from './settling.ts'

/** More is fetched by itself only where the line costs nothing. */
export const UNASKED_BYTES = 60_000_000
/** What a phone needs to go on living beside us. */
const RESERVE_BYTES = 50_000_000

export interface Fetching {
  packageId: string
  trouble: FetchTrouble | null
}

export const fetching = store<Fetching | null>(null)

/** Brings every package that is wanted to its whole, one file after the other, and tells the office what lies here whole. */
export async function fetchWanted(device: DeviceRow): Promise<void> {
  const settled = new Set((await db.pointers.toArray()).map(({ current }) => current))
  const older = new Set((await db.pointers.toArray()).map(({ previous }) => previous))
  for (const one of await db.packages.orderBy('id').toArray()) {
    if (older.has(one.id)) continue
    const missing = await missingOf(one)
    if (missing.length > 0 && (await isWanted(one, missing))) await fetchAll(device, one, missing)
    if ((await missingOf(one)).length > 0) continue
    if (!settled.has(one.id)) await settle(one)
    if (!one.told) await tell(device, one)
  }
}

type Missing = Awaited<ReturnType<typeof missingOf>>

async function isWanted(one: KeptPackage, missing: Missing): Promise<boolean> {
  const state = await kept('state')
  const offer = state?.packages.find(({ id }) => id === one.id)
  if (offer?.state !== 'ready') return false
  const left = missing.reduce((sum, { sizeBytes, offsetBytes }) => sum + sizeBytes - offsetBytes, 0)
  return left <= UNASKED_BYTES || onWifi() || ((await kept('asked')) ?? []).includes(one.id)
}

const onWifi = () => Reflect.get(Reflect.get(navigator, 'connection') ?? {}, 'type') === 'wifi'

async function fetchAll(device: DeviceRow, { id }: KeptPackage, missing: Missing): Promise<void> {
  fetching.set({ packageId: id, trouble: null })
  try {
    const left = missing.reduce((sum, { sizeBytes, offsetBytes }) => sum + sizeBytes - offsetBytes, 0)
    if (left + RESERVE_BYTES > (await space()).freeBytes) throw new FetchFailure('full')
    for (const blob of missing) await bring(blob, { url: blobUrl(blob.sha256), token: device.token })
    await askToStay()
    fetching.set(null)
  } catch (error) {
    const trouble = error instanceof FetchFailure ? error.code : 'cut'
    fetching.set({ packageId: id, trouble })
    // Whatever is not the line's fault concerns this package alone.
    if (trouble === 'cut') throw error
  }
}

async function tell(device: DeviceRow, { id }: KeptPackage): Promise<void> {
  const path = `/field/packages/${id}/held`
  await sendFile(device, { method: 'PUT', path, type: 'application/json', body: '{}' })
  await db.packages.update(id, { told: true })
}
