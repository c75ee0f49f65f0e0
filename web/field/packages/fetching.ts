import { store } from '../../ui/store.ts'
import { judgedDay } from '../clock-store.ts'
import type { DeviceRow } from '../enrol/device.ts'
import { dropBallast, isFull, layBallast } from '../store/ballast.ts'
import { db } from '../store/db.ts'
import { FetchFailure, type FetchTrouble } from '../store/fetch-into.ts'
import { kept } from '../store/kept.ts'
import { bring } from '../store/media.ts'
import { askToStay, roomFor, space } from '../store/space.ts'
import { sendLog } from '../sync/logs.ts'
import { blobUrl, says, sendFile } from '../sync/office.ts'
import type { KeptPackage } from './kept-package.ts'
import { missingOf, settle } from './settling.ts'

/** More is fetched by itself only where the line costs nothing. */
const UNASKED_BYTES = 60_000_000

/** The package whose sound is on its way. */
export const fetching = store<string | null>(null)
/** What kept packages from being fetched, by id. */
export const troubles = store<Readonly<Record<string, FetchTrouble>>>({})

const troubled = (id: string, trouble: FetchTrouble | undefined) => {
  const { [id]: _, ...others } = troubles.get()
  troubles.set(trouble ? { ...others, [id]: trouble } : others)
}

/** Brings every package that is wanted to its whole, one file after the other, and tells the office what lies here whole. */
export async function fetchWanted(device: DeviceRow): Promise<void> {
  const pointers = await db.pointers.toArray()
  const settled = new Set(pointers.map(({ current }) => current))
  const older = new Set(pointers.map(({ previous }) => previous))
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

const bytesOf = (missing: Missing) =>
  missing.reduce((sum, { sizeBytes, offsetBytes }) => sum + sizeBytes - offsetBytes, 0)

async function isWanted(one: KeptPackage, missing: Missing): Promise<boolean> {
  const offer = (await kept('state'))?.packages.find(({ id }) => id === one.id)
  if (offer?.state !== 'ready') return false
  if (((await kept('asked')) ?? []).includes(one.id)) return true
  if (offer.validTo <= (await judgedDay())) return false
  return bytesOf(missing) <= UNASKED_BYTES || onWifi()
}

const onWifi = () => Reflect.get(Reflect.get(navigator, 'connection') ?? {}, 'type') === 'wifi'

async function fetchAll(device: DeviceRow, { id }: KeptPackage, missing: Missing): Promise<void> {
  try {
    await layBallast()
    for (const [at, blob] of missing.entries()) {
      if (!roomFor(bytesOf(missing.slice(at)), await space())) throw new FetchFailure('full')
      fetching.set(id)
      // What happened meanwhile goes first here too: clips may take hours.
      await sendLog(device)
      await bring(blob, { url: blobUrl(blob.sha256), token: device.token })
    }
    await askToStay()
    troubled(id, undefined)
  } catch (error) {
    const code = isFull(error) ? 'full' : error instanceof FetchFailure && error.code
    if (!code) throw error
    troubled(id, code)
    if (code === 'full') await dropBallast()
    // Whatever is not the line's fault concerns this package alone.
    if (code === 'cut' || code === 'foreign') throw error
  } finally {
    fetching.set(null)
  }
}

async function tell(device: DeviceRow, { id }: KeptPackage): Promise<void> {
  const path = `/field/packages/${id}/held`
  const answer = await sendFile(device, { method: 'PUT', path, type: 'application/json', body: '{}' })
  if (says(answer, 'held')) await db.packages.update(id, { told: true })
}
