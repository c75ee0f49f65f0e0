// Writes a folder for the station to a disk and reads it back: ./scripts/deliver [ID DISK] [--as LOGIN] [--data DIR]
// Without ID and DISK it lists the folders that may leave. Works beside a running server. A cut copy goes on where it stopped.
import { access, copyFile, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../server/config.ts'
import { latestDeliveries } from '../server/delivery/delivery.queries.ts'
import { copyNow } from '../server/delivery/disks/copies.service.ts'
import { type Leaving, leaving } from '../server/delivery/folder.service.ts'
import type { Deps } from '../server/deps.ts'
import { DomainError } from '../server/errors.ts'
import { createLive } from '../server/http/live.ts'
import { unwire, wire } from '../server/wiring.ts'
import { say } from '../server/words/words.ts'

const language = process.env.LANG?.startsWith('en') ? 'en' : 'vi'
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

const dataDir = resolve(values.data ?? process.env.VANG_DATA ?? resolve(import.meta.dirname, '../data'))
await access(join(dataDir, 'vang.db')).catch(() => fail(tell('no_data', { path: dataDir })))
const deps = await wire(readConfig({ ...process.env, VANG_DATA: dataDir }), createLive())
try {
  if (id && given) await write(deps, id, given)
  else await list(deps)
} catch (error) {
  if (!(error instanceof DomainError)) throw error
  process.stdout.write('\n')
  fail(say(language, `errors.${error.code}`, error.details))
} finally {
  await unwire(deps)
}

async function list({ reads }: Deps): Promise<void> {
  for (const { id: one } of await latestDeliveries(reads, 100)) {
    // What may not leave is not offered.
    const folder = await leaving(reads, one).catch(() => undefined)
    if (folder) console.log(`${one}  ${folder.delivery.folderName}  ${gigabytes(sizeOf(folder))}`)
  }
}

async function write(all: Deps, deliveryId: string, disk: string): Promise<void> {
  const path = await realpath(disk).catch(() => fail(tell('no_disk', { path: disk })))
  if (!(await stat(path)).isDirectory()) fail(tell('no_disk', { path: disk }))
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

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2).replace('.', language === 'vi' ? ',' : '.')} GB`
}

/** A line that rewrites itself: how far and how long. */
function progressLine(allBytes: number): (fraction: number) => void {
  const began = performance.now()
  let toldAt = 0
  return (fraction) => {
    const now = performance.now()
    if (now - toldAt < 250 && fraction < 1) return
    toldAt = now
    const seconds = Math.ceil(((now - began) / 1000) * (1 / fraction - 1))
    const line = tell('progress', {
      percent: Math.floor(fraction * 100),
      done: gigabytes(allBytes * fraction),
      total: gigabytes(allBytes),
      left: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
    })
    process.stdout.write(`\r${line.padEnd(70)}`)
  }
}

/** In whose name it is handed over: a scheduler by sign-in name, else the first there is. */
async function scheduler({ reads }: Deps, login: string | undefined): Promise<{ id: string }> {
  const row = await reads
    .selectFrom('person')
    .select('id')
    .where('role', '=', 'scheduler')
    .where('active', '=', 1)
    .$if(login !== undefined, (query) => query.where('login', '=', login ?? ''))
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  return row ?? fail(tell('no_person', { login: login ?? '' }))
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
