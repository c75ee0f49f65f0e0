import { randomBytes } from 'node:crypto'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { newId } from '../../server/db/ids.ts'
import { inTransaction } from '../../server/db/open.ts'
import type { Deps } from '../../server/deps.ts'
import { lanes } from '../../server/jobs/jobs.ts'
import { insertSet, namePackage } from '../../server/packages/building.queries.ts'
import { signedPackage } from '../../server/packages/issuing.ts'
import { publicKeys, signingKey } from '../../server/packages/keys/keys.service.ts'
import type { ManifestSound } from '../../server/packages/manifest.schema.ts'
import { checkCodeOf, type Shared } from '../../server/packages/manifest.ts'
import { contentOf } from '../../server/packages/sets.queries.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { handlers } from '../../server/work.ts'
import { aSource, aVersion } from './library.ts'
import { dates } from './playlists.ts'

/** A file as an analysed source: its bytes are in the store. */
async function aStoredSource(deps: Deps, path: string, durationMs: number) {
  const copy = join(deps.blobs.workDir, newId())
  await copyFile(path, copy)
  const { sha256, sizeBytes } = await deps.blobs.adopt(copy)
  const known = await deps.db.selectFrom('source').selectAll().where('sha256', '=', sha256).executeTakeFirst()
  return (
    known ?? (await aSource(deps, { sha256, size_bytes: sizeBytes, kind: 'sound', duration_ms: durationMs }))
  )
}

/** An approved loudspeaker version with real sound. */
export async function aSoundingVersion(
  deps: Deps,
  {
    work,
    language,
    path,
    durationMs,
  }: { work: { id: string }; language: string | null; path: string; durationMs: number },
) {
  const source = await aStoredSource(deps, path, durationMs)
  return await aVersion(deps, { work, source, language, approvedUses: ['loudspeaker'] })
}

/** Works off everything that is queued now, as the worker would; a job that fails throws. Answers the kinds done. */
export async function workOff(deps: Deps): Promise<string[]> {
  const done: string[] = []
  for (let lane = 0; lane < lanes.length; ) {
    const claim = await deps.jobs.claim(lanes[lane] ?? 'quick')
    if (!claim) {
      lane += 1
      continue
    }
    const handler = handlers[claim.kind]
    if (!handler) throw new Error(`Nobody does ${claim.kind}`)
    const context = { deps, signal: new AbortController().signal, progress: () => undefined }
    await deps.jobs.finish(claim, await handler.run(claim, context))
    done.push(claim.kind)
    lane = 0
  }
  return done
}

/** A finished package with made-up sound, signed, and written straight to store and database. */
export async function aReadyPackage(
  deps: Deps,
  options: {
    playlistId: string
    target: { kind: 'area' | 'cluster'; id: string; name: string }
    sequence?: number
    state?: 'building' | 'ready'
    /** One of made-up bytes unless told otherwise; all are played in this order. */
    sounds?: readonly Buffer[]
    /** Each goes along with the sound of that position, in that language. */
    along?: readonly { bytes: Buffer; position: number; language: string; durationMs?: number }[]
    /** Which part of the evening each is; notices unless told otherwise. */
    parts?: readonly string[]
    /** What a phone fetches for all of them; made-up bytes unless told otherwise. */
    light?: Buffer
    /** Or one of its own for each. */
    lights?: readonly Buffer[]
    durationMs?: number
    /** Of a publication that is there already; else one is made. */
    publicationId?: string
  },
) {
  const { playlistId, target, sequence = 1, state = 'ready' } = options
  const keep = async (path: string, bytes: Buffer) => {
    const aside = join(deps.blobs.workDir, newId())
    await writeFile(aside, bytes)
    const { sha256, sizeBytes } = await deps.blobs.adopt(aside)
    return { path, crc32: crc32(bytes), sha256, sizeBytes }
  }
  const id = newId()
  const publication = { id: options.publicationId ?? newId(), number: sequence, sha256: sha256Of(id) }
  const lightOf = async (bytes: Buffer) => {
    const { sha256, sizeBytes } = await keep('light', bytes)
    return { sha256, sizeBytes, mediaType: 'audio/ogg' }
  }
  const light = await lightOf(options.light ?? randomBytes(60_000))
  const readme = await keep('DOCTRUOC.TXT', Buffer.from(`Gói của ${target.name}`))
  const version = await aVersion(deps, { language: 'tyz', approvedUses: ['loudspeaker'] })
  const about = {
    kind: 'sound' as const,
    source: version.source_sha256,
    contentId: version.content_id,
    versionId: version.id,
    workId: version.work_id,
    title: 'Mời dự lễ',
    spokenText: null,
    translationVi: null,
    language: 'tyz',
    durationMs: options.durationMs ?? 82_000,
    part: 'notices',
    first: true,
  }
  const partOf = (position: number) => ({ part: options.parts?.[position - 1] ?? about.part })
  const sounds: ManifestSound[] = []
  for (const bytes of options.sounds ?? [randomBytes(150_000)]) {
    const position = sounds.length + 1
    const path = `01/${String(position).padStart(3, '0')}TBAO.MP3`
    const own = options.lights?.[position - 1]
    sounds.push({
      ...(await keep(path, bytes)),
      ...about,
      ...partOf(position),
      light: own ? await lightOf(own) : light,
      position,
    })
  }
  for (const [at, { bytes, ...further }] of (options.along ?? []).entries()) {
    const path = `02/${String(at + 1).padStart(3, '0')}TBAO.MP3`
    sounds.push({
      ...(await keep(path, bytes)),
      ...about,
      light,
      ...further,
      ...partOf(further.position),
      first: false,
    })
  }
  const shared: Shared = {
    schema: 'vang.package/2',
    issuedAt: deps.clock.now(),
    demo: false,
    playlist: { id: playlistId, title: 'Phát loa dịp 71 năm' },
    publication,
    sequence,
    ...dates,
    evening: { pauseMs: null, starts: [], weekdays: [1, 2, 3, 4, 5, 6, 7] },
    checkCode: checkCodeOf(sounds),
    approvals: [],
    missing: [],
    files: [{ ...readme, kind: 'readme' }, ...sounds],
  }
  const made = deps.db.insertInto('publication').values({
    ...publication,
    kind: 'playlist',
    subject_id: newId(),
    body: '{}',
    supersedes_id: null,
    published_by: 'person-scheduler',
    published_at: deps.clock.now(),
  })
  if (options.publicationId === undefined) await made.execute()
  await deps.db
    .insertInto('package')
    .values({
      id,
      publication_id: publication.id,
      playlist_id: playlistId,
      target_kind: target.kind,
      target_id: target.id,
      target_name: target.name,
      sequence,
      variant: '01',
      state: 'building',
      valid_from: dates.validFrom,
      valid_to: dates.validTo,
      created_at: deps.clock.now(),
    })
    .execute()
  const languages = ['ium', 'tyz']
  const own = { packageId: id, target: { ...target, languages }, previous: null }
  if (state === 'ready') {
    const key = await signingKey(deps, shared.issuedAt)
    const issued = await signedPackage({ shared, own, key, keys: await publicKeys(deps) })
    await inTransaction(deps.db, async (trx) => {
      await insertSet(trx, { publicationId: publication.id, variant: '01', shared, languages })
      await namePackage(trx, { ...issued, builtAt: deps.clock.now() })
    })
  }
  const content = await contentOf(deps.db, id)
  return { id, manifest: content?.manifest ?? { ...shared, ...own }, entries: content?.entries ?? [] }
}
