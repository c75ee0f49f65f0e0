import type { DbOrTrx } from '../db/open.ts'
import type { Row } from '../db/tables.ts'
import type { ZipEntry } from '../http/zip.rules.ts'
import type { Manifest } from './manifest.schema.ts'

/** What one place gets from one playlist publication. */
export interface Package {
  id: string
  publicationId: string
  playlistId: string
  title: string
  target: { kind: 'area' | 'cluster'; id: string; name: string }
  /** The number of its publication: a later one supersedes an earlier one. */
  sequence: number
  /** Names the places of its publication that hear the same. */
  variant: string
  state: Row<'package'>['state']
  failure: { code: string; title: string } | null
  validFrom: string
  validTo: string
  createdAt: string
  builtAt: string | null
  /** What signed it; null until it is ready. */
  keyId: string | null
  manifestSha256: string | null
  /** Of the sound for a phone; null until it is ready. */
  lightBytes: number | null
}

/** What a finished package holds, and where its bytes are. */
export interface Content {
  manifest: Manifest
  /** The very text that was signed. */
  manifestText: string
  signature: string
  entries: ZipEntry[]
  /** Of the whole ZIP. */
  sizeBytes: number
  /** Of the sound for a phone, each clip once. */
  lightBytes: number
}

const heads = [
  'package.id',
  'package.publication_id',
  'package.playlist_id',
  'package.target_kind',
  'package.target_id',
  'package.target_name',
  'package.sequence',
  'package.variant',
  'package.state',
  'package.failure',
  'package.valid_from',
  'package.valid_to',
  'package.created_at',
  'package.built_at',
  'package.key_id',
  'package.manifest_sha256',
  'package.light_bytes',
  'playlist.title',
] as const

/** Every package with its playlist's title, for queries that ask for more of it. */
export const joinedPackages = (db: DbOrTrx) =>
  db.selectFrom('package').innerJoin('playlist', 'playlist.id', 'package.playlist_id').select(heads)

type Joined = Awaited<ReturnType<ReturnType<typeof joinedPackages>['executeTakeFirstOrThrow']>>

export function toPackage(row: Joined): Package {
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
    variant: row.variant,
    state: row.state,
    failure: row.failure === null ? null : (JSON.parse(row.failure) as Package['failure']),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    createdAt: row.created_at,
    builtAt: row.built_at,
    keyId: row.key_id,
    manifestSha256: row.manifest_sha256,
    lightBytes: row.light_bytes,
  }
}

export async function packageById(db: DbOrTrx, id: string): Promise<Package | undefined> {
  const row = await joinedPackages(db).where('package.id', '=', id).executeTakeFirst()
  return row && toPackage(row)
}

const MOST_LISTED = 10_000

/** Every package, or those of one playlist; the latest publication first, then by the names of places. */
export async function listPackages(db: DbOrTrx, playlistId?: string): Promise<Package[]> {
  const rows = await joinedPackages(db)
    .leftJoin('area', 'area.id', 'package.target_id')
    .leftJoin('cluster', 'cluster.id', 'package.target_id')
    .$if(playlistId !== undefined, (query) => query.where('package.playlist_id', '=', playlistId ?? ''))
    .orderBy('package.valid_from', 'desc')
    .orderBy('package.playlist_id', 'desc')
    .orderBy('package.sequence', 'desc')
    .orderBy((eb) => eb.fn.coalesce('area.sort_key', 'cluster.sort_key'))
    .limit(MOST_LISTED)
    .execute()
  return rows.map(toPackage)
}

export async function packagesById(db: DbOrTrx, ids: readonly string[]): Promise<Package[]> {
  if (ids.length === 0) return []
  const rows = await joinedPackages(db)
    .where('package.id', 'in', ids)
    .orderBy('package.target_name')
    .orderBy('package.id')
    .execute()
  return rows.map(toPackage)
}

/** Finished packages that hold a version, with the content it was pinned with. */
export async function packagesHolding(db: DbOrTrx, versionId: string) {
  const rows = await db
    .selectFrom('package_file')
    .innerJoin('package', (join) =>
      join
        .onRef('package.publication_id', '=', 'package_file.publication_id')
        .onRef('package.variant', '=', 'package_file.variant'),
    )
    .innerJoin('version', 'version.id', 'package_file.version_id')
    .innerJoin('work', 'work.id', 'version.work_id')
    .select(['package.id', 'package_file.content_id', 'work.title'])
    .distinct()
    .where('package_file.version_id', '=', versionId)
    .where('package.state', '=', 'ready')
    .execute()
  return rows.map((row) => {
    return { packageId: row.id, versionId, contentId: row.content_id ?? '', title: row.title }
  })
}
