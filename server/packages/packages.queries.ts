import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { NewRow, Row } from '../db/tables.ts'
import type { ZipEntry } from '../http/zip.rules.ts'
import { type Manifest, manifestSchema } from './manifest.schema.ts'

/** What one place gets from one playlist publication. */
export interface Package {
  id: string
  publicationId: string
  playlistId: string
  title: string
  target: { kind: 'area' | 'cluster'; id: string; name: string }
  /** The number of its publication: a later one supersedes an earlier one. */
  sequence: number
  state: Row<'package'>['state']
  failure: { code: string; title: string } | null
  validFrom: string
  validTo: string
  createdAt: string
  builtAt: string | null
}

/** What a finished package holds, and where its bytes are. */
export interface Content {
  manifest: Manifest
  entries: ZipEntry[]
  /** Of the whole ZIP. */
  sizeBytes: number
}

const heads = [
  'package.id',
  'package.publication_id',
  'package.playlist_id',
  'package.target_kind',
  'package.target_id',
  'package.target_name',
  'package.sequence',
  'package.state',
  'package.failure',
  'package.valid_from',
  'package.valid_to',
  'package.created_at',
  'package.built_at',
  'playlist.title',
] as const

const joined = (db: DbOrTrx) =>
  db.selectFrom('package').innerJoin('playlist', 'playlist.id', 'package.playlist_id').select(heads)

type Head = Omit<Row<'package'>, 'manifest' | 'manifest_sha256' | 'entries' | 'zip_size_bytes' | 'zip_sha256'>

function toPackage(row: Head & { title: string }): Package {
  return {
    id: row.id,
    publicationId: row.publication_id,
    playlistId: row.playlist_id,
    title: row.title,
    target: {
      kind: row.target_kind === 'cluster' ? 'cluster' : 'area',
      id: row.target_id,
      name: row.target_name,
    },
    sequence: row.sequence,
    state: row.state,
    failure: row.failure === null ? null : (JSON.parse(row.failure) as Package['failure']),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    createdAt: row.created_at,
    builtAt: row.built_at,
  }
}

export async function packageById(db: DbOrTrx, id: string): Promise<Package | undefined> {
  const row = await joined(db).where('package.id', '=', id).executeTakeFirst()
  return row && toPackage(row)
}

/** Every package, or those of one playlist; the latest publication first, then by the names of places. */
export async function listPackages(db: DbOrTrx, playlistId?: string): Promise<Package[]> {
  const rows = await joined(db)
    .leftJoin('area', 'area.id', 'package.target_id')
    .leftJoin('cluster', 'cluster.id', 'package.target_id')
    .$if(playlistId !== undefined, (query) => query.where('package.playlist_id', '=', playlistId ?? ''))
    .orderBy('package.valid_from', 'desc')
    .orderBy('package.playlist_id', 'desc')
    .orderBy('package.sequence', 'desc')
    .orderBy((eb) => eb.fn.coalesce('area.sort_key', 'cluster.sort_key'))
    .limit(2000)
    .execute()
  return rows.map(toPackage)
}

/** What the packages hold, as far as they are finished. */
export async function contentsOf(db: DbOrTrx, ids: readonly string[]): Promise<Map<string, Content>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('package')
    .select(['id', 'manifest', 'entries', 'zip_size_bytes'])
    .where('id', 'in', ids)
    .where('state', '=', 'ready')
    .execute()
  return new Map(
    rows.flatMap(({ id, manifest, entries, zip_size_bytes }) => {
      if (manifest === null || entries === null || zip_size_bytes === null) return []
      const content: Content = {
        manifest: manifestSchema.parse(JSON.parse(manifest)),
        entries: JSON.parse(entries) as ZipEntry[],
        sizeBytes: zip_size_bytes,
      }
      return [[id, content] as const]
    }),
  )
}

/** The package that this one follows at its place, if that one was ever whole. */
export async function packageBefore(
  db: DbOrTrx,
  of: Package,
): Promise<{ manifestSha256: string } | undefined> {
  const row = await db
    .selectFrom('package')
    .select('manifest_sha256')
    .where('playlist_id', '=', of.playlistId)
    .where('target_kind', '=', of.target.kind)
    .where('target_id', '=', of.target.id)
    .where('sequence', '<', of.sequence)
    .where('manifest_sha256', 'is not', null)
    .orderBy('sequence', 'desc')
    .executeTakeFirst()
  return row?.manifest_sha256 ? { manifestSha256: row.manifest_sha256 } : undefined
}

/** Rows for targets that have none yet, so that hearing of a publication twice makes one package each. */
export async function insertPackages(
  trx: Trx,
  rows: readonly Omit<NewRow<'package'>, 'id'>[],
): Promise<void> {
  for (const row of rows) {
    await trx
      .insertInto('package')
      .values({ id: newId(), ...row })
      .onConflict((conflict) => conflict.columns(['publication_id', 'target_kind', 'target_id']).doNothing())
      .execute()
  }
}

export async function packagesOfPublication(db: DbOrTrx, publicationId: string): Promise<Package[]> {
  const rows = await joined(db)
    .where('package.publication_id', '=', publicationId)
    .orderBy('package.id')
    .execute()
  return rows.map(toPackage)
}

export async function updatePackage(trx: Trx, id: string, values: Partial<NewRow<'package'>>): Promise<void> {
  await trx.updateTable('package').set(values).where('id', '=', id).execute()
}
