import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import type { Issued } from './issuing.ts'
import type { Shared } from './manifest.ts'
import { summaryOf } from './packages.rules.ts'
import { soundTypes } from './sounds.ts'

interface ToBuild {
  id: string
  target: { kind: string; id: string }
  /** The manifest that this place had before, of the same playlist. */
  previous: string | null
}

/** The packages of one variant that are not named yet. */
export async function packagesToBuild(
  db: DbOrTrx,
  { publicationId, variant, before }: { publicationId: string; variant: string; before: number },
): Promise<ToBuild[]> {
  const rows = await db
    .selectFrom('package')
    .select(['id', 'target_kind', 'target_id'])
    .select((eb) =>
      eb
        .selectFrom('package as earlier')
        .select('earlier.manifest_sha256')
        .whereRef('earlier.target_kind', '=', 'package.target_kind')
        .whereRef('earlier.target_id', '=', 'package.target_id')
        .whereRef('earlier.playlist_id', '=', 'package.playlist_id')
        .where('earlier.sequence', '<', before)
        .where('earlier.signature', 'is not', null)
        .orderBy('earlier.sequence', 'desc')
        .limit(1)
        .as('previous'),
    )
    .where('publication_id', '=', publicationId)
    .where('variant', '=', variant)
    .where('state', 'in', ['building', 'failed'])
    .orderBy('id')
    .execute()
  return rows.map(({ id, target_kind, target_id, previous }) => {
    return { id, target: { kind: target_kind, id: target_id }, previous }
  })
}

/** Each insert names several columns: more rows at once would be more variables than SQLite takes. */
const ROWS_AT_ONCE = 100

/** Rows for targets that have none yet, so that hearing of a publication twice makes one package each. */
export async function insertPackages(
  trx: Trx,
  rows: readonly Omit<NewRow<'package'>, 'id'>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await trx
      .insertInto('package')
      .values(rows.slice(at, at + ROWS_AT_ONCE).map((row) => ({ id: newId(), ...row })))
      .onConflict((conflict) => conflict.columns(['publication_id', 'target_kind', 'target_id']).doNothing())
      .execute()
  }
}

/** Says of the packages that one job was to build that they are not coming; those that are ready stay. */
export async function failPackages(
  trx: Trx,
  { publicationId, variant }: { publicationId: string; variant: string },
  failure: string,
): Promise<void> {
  await trx
    .updateTable('package')
    .set({ state: 'failed', failure })
    .where('publication_id', '=', publicationId)
    .where('variant', '=', variant)
    .where('state', '=', 'building')
    .execute()
}

interface NewSet {
  publicationId: string
  variant: string
  shared: Shared
  /** In the order of the places, for whoever reads figures alone. */
  languages: readonly string[]
}

interface Listed {
  sha256: string
  sizeBytes: number
  mediaType: string
  versionId: string | null
  contentId: string | null
}

/** What all places of a variant share, and its stored files by their hash; a second build of the same adds nothing. */
export async function insertSet(
  trx: Trx,
  { publicationId, variant, shared, languages }: NewSet,
): Promise<void> {
  const key = { publication_id: publicationId, variant }
  await trx
    .insertInto('package_set')
    .values({
      ...key,
      manifest: JSON.stringify(shared),
      summary: JSON.stringify(summaryOf(shared, languages)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const files: Listed[] = shared.files.flatMap((file): Listed[] => {
    if (file.kind !== 'sound')
      return [{ ...file, mediaType: 'application/octet-stream', versionId: null, contentId: null }]
    const { versionId, contentId, light } = file
    const usb = { sha256: file.sha256, sizeBytes: file.sizeBytes, mediaType: soundTypes.usb }
    return [usb, light].map((one) => ({ ...one, versionId, contentId }))
  })
  for (const { sha256, sizeBytes, mediaType, versionId, contentId } of files)
    await trx
      .insertInto('package_file')
      .values({
        ...key,
        sha256,
        size_bytes: sizeBytes,
        media_type: mediaType,
        version_id: versionId,
        content_id: contentId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** From here on the package is there, whole. */
export async function namePackage(trx: Trx, of: Issued & { builtAt: string }): Promise<void> {
  await trx
    .updateTable('package')
    .set({
      state: 'ready',
      manifest: JSON.stringify(of.own),
      manifest_sha256: of.manifestSha256,
      key_id: of.keyId,
      signature: of.signature,
      zip_size_bytes: of.zipSizeBytes,
      zip_sha256: of.zipSha256,
      light_bytes: of.lightBytes,
      failure: null,
      built_at: of.builtAt,
    })
    .where('id', '=', of.own.packageId)
    .where('state', 'in', ['building', 'failed'])
    .execute()
}
