// Copies everything to another disk while Vang runs: ./scripts/backup TO [--data DIR]
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, cp, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import BetterSqlite from 'better-sqlite3'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: 'string' } } })
const to = positionals[0]
if (!to) {
  console.error('Cách dùng / Usage: ./scripts/backup TO [--data DIR]')
  process.exit(2)
}
const data = resolve(values.data ?? process.env.VANG_DATA ?? resolve(import.meta.dirname, '../data'))
const target = resolve(to)
if (`${target}/`.startsWith(`${data}/`)) {
  console.error(
    'Bản sao lưu phải nằm ngoài thư mục dữ liệu, tốt nhất là trên ổ khác.\nA backup must lie outside the data folder, best on another disk.',
  )
  process.exit(2)
}
if ((await stat(data)).dev === (await existingParent(target)).dev) {
  console.error(
    'Lưu ý: bản sao lưu nằm cùng ổ đĩa với dữ liệu. / Note: the backup is on the same disk as the data.',
  )
}

async function existingParent(path: string): ReturnType<typeof stat> {
  return stat(path).catch(() => existingParent(dirname(path)))
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r')
  await file.sync().finally(() => file.close())
}

/** Copies one stored file and proves the copy by its own name, which is its sha256; undefined where it is damaged. */
async function copyBlob(from: string, into: string, sha256: string): Promise<number | undefined> {
  const aside = `${into}.part`
  const hash = createHash('sha256')
  let bytes = 0
  await mkdir(dirname(into), { recursive: true })
  await pipeline(
    createReadStream(from, { highWaterMark: 1 << 20 }),
    async function* (chunks) {
      for await (const chunk of chunks) {
        hash.update(chunk as Buffer)
        bytes += (chunk as Buffer).length
        yield chunk
      }
    },
    createWriteStream(aside),
  )
  if (hash.digest('hex') !== sha256) {
    await rm(aside, { force: true })
    return undefined
  }
  await syncPath(aside)
  await rename(aside, into)
  return bytes
}

const name = new Date().toISOString().replace(/[:.]/g, '-')
const snapshot = join(target, 'snapshots', `${name}.part`)
await mkdir(snapshot, { recursive: true, mode: 0o700 })

// Bytes of uploads on their way, held open from before the database is copied: one that arrives meanwhile moves its
// file into the store, and what was acknowledged can still be read here.
const uploadsDir = join(data, 'uploads')
const openPart = (id: string) => open(join(uploadsDir, `${id}.part`), 'r').catch(() => undefined)
const parts = new Map<string, Awaited<ReturnType<typeof openPart>>>()
for (const file of await readdir(uploadsDir).catch(() => []))
  if (file.endsWith('.part')) parts.set(basename(file, '.part'), await openPart(basename(file, '.part')))

// The database first: files are stored before the row that names them, so every row of this copy finds its file.
const live = new BetterSqlite(join(data, 'vang.db'), { readonly: true, fileMustExist: true })
await live.backup(join(snapshot, 'vang.db'))
live.close()
const copy = new BetterSqlite(join(snapshot, 'vang.db'))
copy.pragma('journal_mode = delete')
if (copy.pragma('quick_check(1)', { simple: true }) !== 'ok')
  throw new Error('The copied database is damaged')
const uploads = copy
  .prepare(`select id, offset_bytes from upload where state not in ('finished', 'cancelled', 'failed')`)
  .all() as {
  id: string
  offset_bytes: number
}[]
copy.close()

// Unfinished uploads: exactly the bytes that had been acknowledged when the database was copied.
for (const { id, offset_bytes: acknowledged } of uploads) {
  const part = parts.get(id) ?? (await openPart(id))
  parts.set(id, part)
  if (acknowledged === 0 || !part) continue
  await mkdir(join(snapshot, 'uploads'), { recursive: true })
  await pipeline(
    part.createReadStream({ start: 0, end: acknowledged - 1, autoClose: false }),
    createWriteStream(join(snapshot, 'uploads', `${id}.part`)),
  )
}
for (const part of parts.values()) await part?.close()

const damaged: string[] = []
let copied = 0
let kept = 0
let bytes = 0
const blobs = join(data, 'blobs')
for (const entry of await readdir(blobs, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue
  const from = join(entry.parentPath, entry.name)
  const into = join(target, 'blobs', relative(blobs, from))
  if ((await exists(into)) && (await stat(into)).size === (await stat(from)).size) kept++
  else {
    const size = await copyBlob(from, into, entry.name)
    if (size === undefined) damaged.push(entry.name)
    else copied++
    bytes += size ?? 0
  }
}

// The hashes of every MiB, which tell where in a file damage lies.
const pieces = join(data, 'pieces')
for (const entry of await readdir(pieces, { recursive: true, withFileTypes: true }).catch(() => [])) {
  if (!entry.isFile()) continue
  const from = join(entry.parentPath, entry.name)
  const into = join(target, 'pieces', relative(pieces, from))
  if (await exists(into)) continue
  await mkdir(dirname(into), { recursive: true })
  await cp(from, `${into}.part`)
  await syncPath(`${into}.part`)
  await rename(`${into}.part`, into)
}

// The server's own secrets; without them everybody would have to sign in again, and no package could be signed.
const keys = join(data, 'keys')
if (await exists(keys)) await cp(keys, join(snapshot, 'keys'), { recursive: true })
for (const entry of await readdir(data, { withFileTypes: true })) {
  if (entry.isFile() && !/^vang\.db|^instance\.lock/.test(entry.name))
    await cp(join(data, entry.name), join(snapshot, entry.name))
}
await writeFile(
  join(snapshot, 'about.json'),
  JSON.stringify({
    madeAt: new Date().toISOString(),
    version: JSON.parse(await readFile(resolve(import.meta.dirname, '../package.json'), 'utf8')).version,
  }),
)
for (const entry of await readdir(snapshot, { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) await syncPath(join(entry.parentPath, entry.name))
}
await rename(snapshot, join(target, 'snapshots', name))
await syncPath(join(target, 'snapshots'))
console.log(
  `Đã sao lưu / Backed up: ${name}; ${copied} tệp mới / new files (${bytes} byte), ${kept} tệp đã có / already there`,
)
// One damaged file must not keep the others, and the database, from being backed up; but it must be told.
for (const sha256 of damaged) console.error(`Tệp gốc đã hỏng / The stored file is damaged: ${sha256}`)
if (damaged.length > 0) process.exitCode = 1
