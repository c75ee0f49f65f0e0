// Writes a folder for the station to a disk and reads it back: ./scripts/deliver [ID DISK] [--as LOGIN] [--data DIR]
// Without ID and DISK it lists the folders that may leave. Works beside a running server. A cut copy goes on where it stopped.
import { copyFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { latestDeliveries } from '../server/delivery/delivery.queries.ts'
import { copyNow } from '../server/delivery/disks/copies.service.ts'
import { type Leaving, leaving } from '../server/delivery/folder.service.ts'
import type { Deps } from '../server/deps.ts'
import { DomainError } from '../server/errors.ts'
import { say } from '../server/words/words.ts'
import { diskAt, gigabytes, language, onData, progressLine, scheduler } from './disk-script.ts'

const tell = (key: string, values: Record<string, unknown> = {}) =>
  say(language, `delivery.script_${key}`, values)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { as: { type: 'string' }, data: { type: 'string' } },
})
const [id, given] = positionals
if (id && !given) {
  console.error('./scripts/deliver [ID DISK] [--as LOGIN] [--data DIR]')
  process.exit(2)
}

await onData(values.data, (deps) => (id && given ? write(deps, id, given) : list(deps)))

async function list({ reads }: Deps): Promise<void> {
  for (const { id: one } of await latestDeliveries(reads, 100)) {
    // What may not leave is not offered.
    const folder = await leaving(reads, one).catch(() => undefined)
    if (folder) console.log(`${one}  ${folder.delivery.folderName}  ${gigabytes(sizeOf(folder))}`)
  }
}

async function write(all: Deps, deliveryId: string, disk: string): Promise<void> {
  const path = await diskAt(disk)
  const actor = await scheduler(all, values.as)
  const folder = await leaving(all.reads, deliveryId)
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort(new DomainError('disk_gone')))
  const { copied, minutes } = await copyNow(all, actor, folder, {
    path,
    signal: stop.signal,
    progress: progressLine(2 * sizeOf(folder)),
  })
  // Beside the folder, not in it: what was handed over stays what its list of hashes says.
  const paper = join(path, `${folder.delivery.folderName}_bien-ban_${basename(path)}.pdf`)
  await copyFile(await all.blobs.localPath(minutes.sha256), paper)
  const how = tell(copied.readFrom === 'disk' ? 'from_disk' : 'from_memory')
  console.log(`\n${tell('done', { path: copied.path, how })}\n${tell('minutes', { path: paper })}`)
}

function sizeOf({ files }: Leaving): number {
  return files.reduce((sum, file) => sum + file.sizeBytes, 0)
}
