import { readLine } from '../../../server/field/logs/event-shape.rules.ts'
import { MOST_PHOTO_BYTES } from '../../../server/field/showings/photos.rules.ts'
import { readCertificateFile } from '../../../server/packages/verify.rules.ts'
import { type Found, zipEntries } from '../../ui/verify/zip-entries.ts'
import { issuedAt } from '../clock-store.ts'
import { thisDevice } from '../enrol/device.ts'
import { ownEvents, sha256Bytes, sha256Text } from '../log/chain.ts'
import { fitness, type Why } from '../packages/fitness.ts'
import { slotOf } from '../packages/kept-package.ts'
import { missingOf, settle } from '../packages/settling.ts'
import { db } from '../store/db.ts'
import { bring } from '../store/media.ts'
import { LOG_PATH, PHOTO_FOLDER, SOUND_FOLDER } from './give.ts'

/** More than the log of years, or any paper of a package; a text that is larger is something else, and is not read. */
const MOST_TEXT_BYTES = 50_000_000

export interface Taken {
  packages: number
  events: number
  photos: number
  refused: Why[]
  /** Packages of which the file lacks sound, or holds it changed. */
  broken: number
}

/**
 * Takes what another phone handed over: each package as if the office had sent it, and the log to carry on, alone or with packages.
 * Taken again it changes nothing. Undefined: no such file.
 */
export async function takeHandover(file: Blob): Promise<Taken | undefined> {
  const found = await zipEntries(file)
  const taken: Taken = { packages: 0, events: 0, photos: 0, refused: [], broken: 0 }
  const log = found ? found.find(({ path }) => path === LOG_PATH)?.file : file
  if (log && log.size > MOST_TEXT_BYTES) return undefined
  if (!found) {
    taken.events = await carry(await file.text())
    return taken.events > 0 ? taken : undefined
  }
  for (const { path } of found.filter((one) => one.path.endsWith('/manifest.json'))) {
    const why = await takePackage(found, path.slice(0, -'manifest.json'.length))
    if (why === 'broken') taken.broken += 1
    else if (why) taken.refused.push(why)
    else taken.packages += 1
  }
  if (log) taken.events = await carry(await log.text())
  for (const { path, file } of found.filter((one) => one.path.startsWith(PHOTO_FOLDER)))
    if (await carryPhoto(path.slice(PHOTO_FOLDER.length), file)) taken.photos += 1
  return taken
}

async function takePackage(found: readonly Found[], folder: string): Promise<Why | 'broken' | undefined> {
  const textOf = async (name: string) => {
    const file = found.find(({ path }) => path === folder + name)?.file
    return file && file.size <= MOST_TEXT_BYTES ? await file.text() : undefined
  }
  const manifestText = (await textOf('manifest.json')) ?? ''
  const signature = await textOf('manifest.json.minisig')
  const certificate = readCertificateFile((await textOf('khoa.json')) ?? '')
  const judged = await fitness({ manifestText, signature, certificate })
  if (!judged.ok) return judged.why
  if (signature === undefined || !certificate) return 'unsigned'
  const { packageId: id, playlist, target, sequence } = judged.manifest
  const slot = slotOf(playlist.id, target)
  const one = { id, slot, sequence, manifestText, signature, certificate, told: false }
  if (!(await db.packages.get(id))) await db.packages.put(one)
  await issuedAt(Date.parse(judged.manifest.issuedAt))
  for (const blob of await missingOf(one)) {
    const from = found.find(({ path }) => path === SOUND_FOLDER + blob.sha256)?.file
    if (from) await bring(blob, { from }).catch((error: unknown) => console.error(error))
  }
  if ((await missingOf(one)).length > 0) return 'broken'
  await settle(one)
  return undefined
}

/** Keeps what this phone did not write until the office has it, of a copy of this phone too; lines that are no whole event stay behind. */
async function carry(log: string): Promise<number> {
  const device = await thisDevice()
  const own = new Set((await ownEvents(device?.id ?? '').toArray()).map(({ hash }) => hash))
  const events = log.split('\n').flatMap((line) => readLine(line, sha256Text) ?? [])
  const others = events.filter(({ hash }) => !own.has(hash))
  await db.brought.bulkPut(others)
  return others.length
}

/** A photo travels on until the office has it, if it is what it is called. */
async function carryPhoto(sha256: string, file: Blob): Promise<boolean> {
  if (file.size > MOST_PHOTO_BYTES) return false
  const bytes = await file.arrayBuffer()
  if (sha256Bytes(new Uint8Array(bytes)) !== sha256) return false
  if (!(await db.photos.get(sha256)))
    await db.photos.put({ sha256, jpeg: new Blob([bytes], { type: 'image/jpeg' }) })
  return true
}
