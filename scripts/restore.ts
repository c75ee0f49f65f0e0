// Brings a backup back into an empty folder: ./scripts/restore FROM --data DIR [--snapshot NAME]
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import BetterSqlite from 'better-sqlite3'
import { syncFile } from '../server/storage/blobs.ts'
import { damagedPieces, hashFile, openPieces } from '../server/storage/pieces.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, snapshot: { type: 'string' } },
})
const from = positionals[0] && resolve(positionals[0])
const data = values.data && resolve(values.data)
if (!from || !data) {
  console.error('Cách dùng / Usage: ./scripts/restore FROM --data DIR [--snapshot NAME]')
  process.exit(2)
}
await mkdir(data, { recursive: true, mode: 0o700 })
if ((await readdir(data)).length > 0) {
  console.error(`Thư mục ${data} phải trống. / The folder ${data} must be empty.`)
  process.exit(2)
}
const names = (await readdir(join(from, 'snapshots'))).filter((name) => !name.endsWith('.part')).sort()
const snapshot = values.snapshot ?? names.at(-1)
if (!snapshot || !names.includes(snapshot)) {
  console.error(`Không có bản sao lưu nào tên ấy. / No such backup. ${names.join(', ')}`)
  process.exit(2)
}

async function bring(path: string, into: string): Promise<void> {
  await mkdir(dirname(into), { recursive: true })
  await copyFile(path, into)
  await syncFile(into)
}

const pieces = join(from, 'pieces')

/** Which MiB of a damaged file are, where the backup holds their hashes. */
async function placeOf(name: string, read: Buffer): Promise<string> {
  const sealed = await readFile(join(pieces, name)).catch(() => undefined)
  const stored = sealed && openPieces(sealed)
  return stored ? `, MiB ${damagedPieces(stored, read).join(', ')}` : ''
}

let files = 0
const damaged: string[] = []
const blobs = join(from, 'blobs')
for (const entry of await readdir(blobs, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name.endsWith('.part')) continue
  const path = join(entry.parentPath, entry.name)
  const into = join(data, 'blobs', relative(blobs, path))
  await bring(path, into)
  const read = await hashFile(into)
  if (read.sha256 !== entry.name)
    damaged.push(`${entry.name}${await placeOf(relative(blobs, path), read.pieces)}`)
  files++
}
for (const entry of await readdir(pieces, { recursive: true, withFileTypes: true }).catch(() => [])) {
  if (!entry.isFile() || entry.name.endsWith('.part')) continue
  const path = join(entry.parentPath, entry.name)
  await bring(path, join(data, 'pieces', relative(pieces, path)))
}
const root = join(from, 'snapshots', snapshot)
for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && entry.name !== 'about.json') {
    await bring(
      join(entry.parentPath, entry.name),
      join(data, relative(root, join(entry.parentPath, entry.name))),
    )
  }
}

// Every file a row names must be there, whole.
const db = new BetterSqlite(join(data, 'vang.db'), { readonly: true })
const sound = db.pragma('quick_check(1)', { simple: true }) === 'ok'
// A snapshot may be older than the tables that later versions added.
const tables = new Set(db.prepare("select name from sqlite_master where type = 'table'").pluck().all())
const naming = {
  source: 'sha256',
  rendition: 'sha256',
  document: 'sha256',
  delivery_file: 'sha256',
  delivery_copy: 'minutes_sha256',
  package_file: 'sha256',
}
const selects = Object.entries(naming)
  .filter(([table]) => tables.has(table))
  .map(([table, column]) => `select ${column} as sha256 from ${table} where ${column} is not null`)
const named = db.prepare(selects.join(' union ')).pluck().all() as string[]
db.close()
const present = new Set(
  (await readdir(join(data, 'blobs'), { recursive: true, withFileTypes: true }))
    .filter((e) => e.isFile())
    .map((e) => e.name),
)
const absent = named.filter((sha256) => !present.has(sha256))
console.log(
  `Đã phục hồi / Restored ${snapshot}: ${files} tệp / files, ${named.length} tệp được nhắc tới / named by the database`,
)
if (!sound || damaged.length > 0 || absent.length > 0) {
  console.error(
    `Hỏng / Damaged: ${damaged.length}; thiếu / missing: ${absent.length}; cơ sở dữ liệu / database: ${sound ? 'ok' : 'damaged'}`,
  )
  for (const sha256 of [...damaged, ...absent]) console.error(`  ${sha256}`)
  process.exit(1)
}
