import type { DbOrTrx } from '../db/open.ts'
import { entriesOf } from './entries.ts'
import { certificatesOf } from './keys/keys.queries.ts'
import { manifestText, type Own, type Shared } from './manifest.ts'
import { type Content, joinedPackages, type Package, toPackage } from './packages.queries.ts'
import type { Summary } from './packages.rules.ts'

const finished = (db: DbOrTrx) =>
  db
    .selectFrom('package')
    .innerJoin('package_set', (join) =>
      join
        .onRef('package_set.publication_id', '=', 'package.publication_id')
        .onRef('package_set.variant', '=', 'package.variant'),
    )
    .where('package.state', '=', 'ready')

/** What packages hold, as far as they are finished. */
export async function contentsOf(db: DbOrTrx, ids: readonly string[]): Promise<Map<string, Content>> {
  if (ids.length === 0) return new Map()
  const rows = await finished(db)
    .select(['package.id', 'package.manifest', 'package.key_id', 'package.signature'])
    .select(['zip_size_bytes', 'light_bytes'])
    .select(['package_set.publication_id', 'package_set.variant', 'package_set.manifest as shared'])
    .where('package.id', 'in', ids)
    .execute()
  const certificates = new Map((await certificatesOf(db)).map((one) => [one.keyId, one]))
  const sets = new Map<string, Shared>()
  return new Map(
    rows.flatMap((row) => {
      const certificate = certificates.get(row.key_id ?? '')
      if (row.manifest === null || row.signature === null || row.zip_size_bytes === null || !certificate)
        return []
      const set = setKey(row.publication_id, row.variant)
      // Both were written by the build, in the shape of the schema.
      const shared = sets.get(set) ?? (JSON.parse(row.shared) as Shared)
      sets.set(set, shared)
      const own = JSON.parse(row.manifest) as Own
      const manifest = { ...shared, ...own }
      const text = manifestText(shared, own)
      const { signature } = row
      const entries = entriesOf(manifest, { text, signature, certificate })
      const content: Content = {
        manifest,
        manifestText: text,
        signature,
        entries,
        sizeBytes: row.zip_size_bytes,
        lightBytes: row.light_bytes ?? 0,
      }
      return [[row.id, content] as const]
    }),
  )
}

export async function contentOf(db: DbOrTrx, id: string): Promise<Content | undefined> {
  return (await contentsOf(db, [id])).get(id)
}

/** The figures of finished packages, without reading what they hold. */
export async function summariesOf(db: DbOrTrx, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, Summary & { sizeBytes: number; lightBytes: number }>()
  const rows = await finished(db)
    .select(['package.id', 'package.zip_size_bytes', 'package.light_bytes', 'package_set.summary'])
    .where('package.id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => {
      const sizes = { sizeBytes: row.zip_size_bytes ?? 0, lightBytes: row.light_bytes ?? 0 }
      return [row.id, { ...(JSON.parse(row.summary) as Summary), ...sizes }]
    }),
  )
}

/** The sound of each variant of some publications, as it was pinned. */
export async function soundsOfSets(db: DbOrTrx, publicationIds: readonly string[]) {
  const rows =
    publicationIds.length === 0
      ? []
      : await db
          .selectFrom('package_file')
          .select(['publication_id', 'variant', 'version_id', 'content_id'])
          .distinct()
          .where('publication_id', 'in', [...new Set(publicationIds)])
          .where('version_id', 'is not', null)
          .execute()
  const sounds = new Map<string, { versionId: string; contentId: string }[]>()
  for (const row of rows) {
    const key = setKey(row.publication_id, row.variant)
    const sound = { versionId: row.version_id ?? '', contentId: row.content_id ?? '' }
    const known = sounds.get(key)
    if (known) known.push(sound)
    else sounds.set(key, [sound])
  }
  return sounds
}

export const setKey = (publicationId: string, variant: string) => `${publicationId} ${variant}`

/** Every finished package in use after a day that one stored file belongs to, with what the file is. */
export async function holdersOf(
  db: DbOrTrx,
  sha256: string,
  after: string,
): Promise<{ of: Package; sizeBytes: number; mediaType: string }[]> {
  const rows = await joinedPackages(db)
    .innerJoin('package_file', (join) =>
      join
        .onRef('package_file.publication_id', '=', 'package.publication_id')
        .onRef('package_file.variant', '=', 'package.variant'),
    )
    .select(['package_file.size_bytes', 'package_file.media_type'])
    .where('package_file.sha256', '=', sha256)
    .where('package.state', '=', 'ready')
    .where('package.valid_to', '>', after)
    .execute()
  return rows.map((row) => ({ of: toPackage(row), sizeBytes: row.size_bytes, mediaType: row.media_type }))
}

/** The manifest that a place had before, by its hash; undefined where it never had that one. */
export async function manifestBefore(db: DbOrTrx, of: Package, sha256: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('package')
    .select('id')
    .where('playlist_id', '=', of.playlistId)
    .where('target_kind', '=', of.target.kind)
    .where('target_id', '=', of.target.id)
    .where('manifest_sha256', '=', sha256)
    .executeTakeFirst()
  return row && (await contentOf(db, row.id))?.manifestText
}
