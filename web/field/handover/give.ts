import { planZip, type ZipEntry } from '../../../server/http/zip.rules.ts'
import { certificateFile, readManifest } from '../../../server/packages/verify.rules.ts'
import { thisDevice } from '../enrol/device.ts'
import { ownEvents, sha256Text } from '../log/chain.ts'
import { blobsOf } from '../packages/kept-package.ts'
import { missingOf } from '../packages/settling.ts'
import { db } from '../store/db.ts'
import { storedFile } from '../store/media.ts'
import { ndjson } from '../sync/logs.ts'
import { crc32 } from './crc32.ts'

export const LOG_PATH = 'nhat-ky.ndjson'
/** Sound lies under its hash, once for all packages. */
export const SOUND_FOLDER = 'am-thanh/'
/** Photos of showings that the office does not have yet, under their hash. */
export const PHOTO_FOLDER = 'anh/'

/** One ZIP with every package that is whole here, and with the log of this phone and of those it carries for. */
export async function handoverFile(): Promise<File> {
  const entries: ZipEntry[] = []
  const bytes = new Map<string, Blob>()
  const add = async (path: string, sha256: string, blob: Blob) => {
    if (entries.some((entry) => entry.path === path)) return
    bytes.set(sha256, blob)
    entries.push({ path, sha256, sizeBytes: blob.size, crc32: await crc32(blob) })
  }
  const text = (path: string, content: string) => add(path, sha256Text(content), new Blob([content]))
  const whole = new Set((await db.pointers.toArray()).map(({ current }) => current))
  for (const one of await db.packages.toArray()) {
    const manifest = whole.has(one.id) ? readManifest(one.manifestText) : undefined
    if (!manifest || (await missingOf(one)).length > 0) continue
    await text(`${one.id}/manifest.json`, one.manifestText)
    await text(`${one.id}/manifest.json.minisig`, one.signature)
    await text(`${one.id}/khoa.json`, certificateFile(one.certificate))
    for (const { sha256, mediaType } of blobsOf(manifest))
      await add(SOUND_FOLDER + sha256, sha256, await storedFile(sha256, mediaType))
  }
  await text(LOG_PATH, await ownLog())
  for (const { sha256, jpeg } of await db.photos.toArray()) await add(PHOTO_FOLDER + sha256, sha256, jpeg)
  const parts = planZip(entries).parts.map(({ bytes: made, sha256 }) =>
    sha256 === undefined ? new Uint8Array(made ?? []) : (bytes.get(sha256) ?? new Blob()),
  )
  return new File(parts, `vang-chuyen-may-${new Date().toISOString().slice(0, 10)}.zip`, {
    type: 'application/zip',
  })
}

/** The log alone. A text, since that is what the phone's own way of sharing takes. */
export const logFile = async () =>
  new File([await ownLog()], `vang-nhat-ky-${new Date().toISOString().slice(0, 10)}.txt`, {
    type: 'text/plain',
  })

/** The log as it lies here, one event a line, for a colleague's phone or for the office. */
async function ownLog(): Promise<string> {
  const device = await thisDevice()
  const own = device ? await ownEvents(device.id).toArray() : []
  return ndjson([...own, ...(await db.brought.toArray())])
}
