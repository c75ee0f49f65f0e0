import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import { planZip, type ZipEntry } from '../http/zip.rules.ts'
import { zipTag } from '../http/zip-bytes.ts'
import type { JobContext, JobHandlers } from '../jobs/handlers.ts'
import type { Job, Recording } from '../jobs/jobs.ts'
import { inWorkFolder } from '../library/renditions/renditions.service.ts'
import { playlistBody } from '../playlists/playlist-body.schema.ts'
import { printAside } from '../print/print-aside.ts'
import { publicationById } from '../publications/publications.service.ts'
import type { BlobStore } from '../storage/blobs.ts'
import { canonicalJson } from '../storage/canonical.rules.ts'
import { sha256Of } from '../storage/canonical.ts'
import { readBack } from '../storage/read-back.ts'
import { cueSheetPaper } from './cue-sheet.ts'
import { m3uOf, type SoundFile } from './files.rules.ts'
import { MANIFEST_PATH, type Manifest } from './manifest.schema.ts'
import { checkCodeOf, manifestOf, soundFiles } from './manifest.ts'
import { type PackagePlan, planPackage } from './package-plan.rules.ts'
import { cueSheetOf, type Issue, readmeOf } from './package-texts.ts'
import { packageBefore, packageById, updatePackage } from './packages.queries.ts'
import { type Sound, SoundFailure, soundOf } from './sounds.ts'
import { standingOf } from './standing.queries.ts'

/** Nearly all the time goes into sound. */
const SOUND_SHARE = 0.9

/** Builds aside, reads everything back, and only then names the package in the transaction that ends the job. */
async function build(job: Job, context: JobContext): Promise<Recording> {
  const { deps, signal, progress } = context
  const of = found(await packageById(deps.reads, job.subjectId))
  const publication = found(await publicationById(deps.reads, of.publicationId))
  const plan = planPackage(playlistBody.parse(publication.body), of.target)
  await assertApproved(deps.reads, plan)
  const sounds = await makeSounds(plan, context)
  const soundFor = (file: SoundFile) => found(sounds.get(file.versionId))
  const listed = soundFiles(plan, soundFor)
  const issue: Issue = {
    number: publication.number,
    issuedAt: publication.publishedAt,
    demo: deps.config.demo,
    checkCode: checkCodeOf(listed),
    durationMs: (file) => soundFor(file).durationMs,
  }
  const texts = await textsOf(plan, issue, signal)
  const previous = (await packageBefore(deps.reads, of))?.manifestSha256 ?? null
  const parts = { of, plan, publication, previous, demo: deps.config.demo, sounds: listed }
  const manifest = manifestOf({ ...parts, documents: texts.map(({ bytes: _, ...about }) => about) })
  const manifestText = canonicalJson(manifest)
  await keepTexts(deps, [...texts, { bytes: Buffer.from(manifestText) }])
  progress(0.95)
  const entries = await verified(deps.blobs, [manifestFile(manifestText), ...manifest.files], signal)
  return async (trx) => {
    await assertApproved(trx, plan)
    await updatePackage(trx, of.id, {
      state: 'ready',
      manifest: manifestText,
      manifest_sha256: sha256Of(manifestText),
      entries: JSON.stringify(entries),
      zip_size_bytes: planZip(entries).sizeBytes,
      zip_sha256: zipTag(entries),
      failure: null,
      built_at: deps.clock.now(),
    })
  }
}

/** Encoding takes minutes, in which an approval can be withdrawn: nothing is named a package that lost one. */
async function assertApproved(db: DbOrTrx, plan: PackagePlan): Promise<void> {
  const standing = await standingOf(db, plan.versions)
  for (const version of plan.versions) {
    const stopped = standing(version)
    const title = plan.body.items.find((item) => item.workId === version.workId)?.title
    if (stopped) throw new DomainError(stopped, { title })
  }
}

async function makeSounds(
  plan: PackagePlan,
  { deps, signal, progress }: JobContext,
): Promise<Map<string, Sound>> {
  const sounds = new Map<string, Sound>()
  const position = new Map(plan.sound.files.map((file) => [file.versionId, file.position]))
  const startedAt = performance.now()
  for (const [index, version] of plan.versions.entries()) {
    signal.throwIfAborted()
    const work = plan.itemAt(position.get(version.versionId) ?? 0)
    const onProgress = (fraction: number) => {
      const done = ((index + fraction) / plan.versions.length) * SOUND_SHARE
      progress(done, done > 0.02 ? ((performance.now() - startedAt) / done) * (1 - done) : null, work.title)
    }
    onProgress(0)
    sounds.set(version.versionId, await soundOf(deps, { version, work, signal, onProgress }))
  }
  return sounds
}

type Text = Omit<Manifest['files'][number], 'kind'> & { kind: 'readme' | 'cueSheet' | 'list'; bytes: Buffer }

async function textsOf(plan: PackagePlan, issue: Issue, signal: AbortSignal): Promise<Text[]> {
  const about = (file: SoundFile) => ({
    title: plan.itemAt(file.position).title,
    durationMs: issue.durationMs(file),
  })
  const text = (path: string, kind: Text['kind'], bytes: Buffer): Text => {
    return { path, kind, bytes, sha256: sha256Of(bytes), sizeBytes: bytes.length }
  }
  return [
    text('DOCTRUOC.TXT', 'readme', Buffer.from(readmeOf(plan, issue))),
    text('TOPHAT.PDF', 'cueSheet', await printAside(cueSheetPaper(cueSheetOf(plan, issue)), signal)),
    ...plan.sound.lists.map((list) => text(list.path, 'list', Buffer.from(m3uOf(list, about), 'latin1'))),
  ]
}

async function keepTexts(deps: Deps, texts: readonly { bytes: Buffer }[]): Promise<void> {
  await inWorkFolder(deps, async (folder) => {
    for (const [index, { bytes }] of texts.entries()) {
      const path = join(folder, String(index))
      await writeFile(path, bytes)
      await deps.blobs.adopt(path)
    }
  })
}

const manifestFile = (text: string) => ({
  path: MANIFEST_PATH,
  sizeBytes: Buffer.byteLength(text),
  sha256: sha256Of(text),
})

/** Reads every byte of the package back from where it will be served, and counts the checksums its ZIP needs. */
async function verified(
  blobs: BlobStore,
  files: readonly { path: string; sizeBytes: number; sha256: string }[],
  signal: AbortSignal,
): Promise<ZipEntry[]> {
  const known = new Map<string, number>()
  const entries: ZipEntry[] = []
  for (const { path, sizeBytes, sha256 } of files) {
    signal.throwIfAborted()
    const crc = known.get(sha256) ?? (await readBack(blobs, { path, sizeBytes, sha256 }, signal))
    known.set(sha256, crc)
    entries.push({ path, sizeBytes, crc32: crc, sha256 })
  }
  return entries
}

export const packagesJobs: JobHandlers = {
  'packages.build': {
    run: build,
    async onDead(job, failure, trx) {
      const { code, message } = failure
      // Any other message is for the log: it may name folders of this machine.
      const title = code.startsWith(SoundFailure.prefix) ? message : null
      await updatePackage(trx, job.subjectId, { state: 'failed', failure: JSON.stringify({ code, title }) })
    },
  },
}
