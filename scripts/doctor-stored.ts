import { access } from 'node:fs/promises'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { createDiskBlobs } from '../server/storage/blobs.ts'
import { examine } from '../server/storage/damage.ts'

interface Line {
  name: string
  ok: boolean
  detail: string
}

const namesQuery = `select sha256, file_name as name from source
  union select rendition.sha256, recipe || ': ' || file_name from rendition join source on source.sha256 = source_sha256
  union select sha256, name from document`
/** What later versions name besides, by the table that they do it in. */
const laterNames = {
  delivery_file: ' union select sha256, name from delivery_file',
  package_file: ` union select sha256, 'Gói loa / Package' from package_file where version_id is null`,
}

/** What people call the stored files; empty where there is no database yet. */
async function namesOf(dataDir: string): Promise<Map<string, string>> {
  const path = join(dataDir, 'vang.db')
  const there = await access(path).then(
    () => true,
    () => false,
  )
  if (!there) return new Map()
  const db = new BetterSqlite(path, { readonly: true })
  try {
    // Before the first start of a newer version its tables are not there yet.
    const tables = new Set(db.prepare("select name from sqlite_master where type = 'table'").pluck().all())
    const later = Object.entries(laterNames).filter(([table]) => tables.has(table))
    const rows = db.prepare(namesQuery + later.map(([, query]) => query).join('')).all() as {
      sha256: string
      name: string
    }[]
    return new Map(rows.map(({ sha256, name }) => [sha256, name]))
  } finally {
    db.close()
  }
}

/** Reads every stored file to its end; one line for each that is damaged or missing, with the MiB (from 0) that are. */
export async function checkStored(dataDir: string): Promise<Line[]> {
  const blobs = await createDiskBlobs(dataDir)
  const names = await namesOf(dataDir)
  const stored = new Set<string>()
  for await (const name of blobs.list()) stored.add(name)
  const damaged: Line[] = []
  for (const sha256 of new Set([...stored, ...names.keys()])) {
    const standing = await examine(blobs, sha256)
    if (standing.state === 'whole') continue
    const place =
      standing.state === 'damaged' && standing.damaged ? `, MiB ${standing.damaged.join(', ')}` : ''
    const words = standing.state === 'missing' ? 'thiếu / missing' : `hỏng / damaged${place}`
    damaged.push({ name: names.get(sha256) ?? 'Tệp / File', ok: false, detail: `${words} (${sha256})` })
  }
  const whole = `${stored.size} tệp còn nguyên từng byte / files whole to the last byte`
  return damaged.length > 0 ? damaged : [{ name: 'Kho tệp / Stored files', ok: true, detail: whole }]
}
