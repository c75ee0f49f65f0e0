import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { JobContext, JobHandlers } from '../jobs/handlers.ts'
import type { Job, Recording } from '../jobs/jobs.ts'
import { inWorkFolder } from '../library/renditions/renditions.service.ts'
import { playlistBody } from '../playlists/playlist-body.schema.ts'
import { printAside } from '../print/print-aside.ts'
import { type Publication, publicationById } from '../publications/publications.service.ts'
import { sha256Of } from '../storage/canonical.ts'
import { readBack } from '../storage/read-back.ts'
import { failPackages, insertSet, namePackage, packagesToBuild } from './building.queries.ts'
import { cueSheetPaper } from './cue-sheet.ts'
import { m3uOf, type SoundFile } from './files.rules.ts'
import { type Issued, signedPackage } from './issuing.ts'
import { publicKeys, signingKey } from './keys/keys.service.ts'
import type { ManifestDocument } from './manifest.schema.ts'
import { checkCodeOf, sharedManifest, soundFiles } from './manifest.ts'
import { type PackagePlan, planPackage, variantsOf } from './package-plan.rules.ts'
import { cueSheetOf, type Issue, readmeOf } from './package-texts.ts'
import { type Sound, SoundFailure, soundOf } from './sounds.ts'
import { standingOf } from './standing.queries.ts'

/** Nearly all the time goes into sound. */
const SOUND_SHARE = 0.9

/** Which packages one job builds: those of the places of a publication that hear the same. */
export interface Building {
  publicationId: string
  variant: string
}

/** Builds aside, reads everything back, and only then names the packages in the transaction that ends the job. */
async function build(job: Job, context: JobContext): Promise<Recording> {
  const { deps, signal, progress } = context
  // Written by the handler of the publication.
  const { publicationId, variant } = job.payload as unknown as Building
  const publication = found(await publicationById(deps.reads, publicationId))
  const body = playlistBody.parse(publication.body)
  const plan = planPackage(body, variantsOf(body).get(variant) ?? [])
  await assertApproved(deps.reads, plan)
  const sounds = await makeSounds(plan, context)
  const soundFor = (file: SoundFile) => found(sounds.get(file.versionId))
  const listed = soundFiles(plan, soundFor)
  const issue = issueOf(deps, publication, {
    checkCode: checkCodeOf(listed),
    durationMs: (file) => soundFor(file).durationMs,
  })
  const documents = await keepTexts(deps, await textsOf(plan, issue, signal), signal)
  progress(0.95)
  const shared = sharedManifest({ plan, publication, demo: deps.config.demo, documents, sounds: listed })
  const key = await signingKey(deps, publication.publishedAt)
  const keys = await publicKeys(deps)
  const waiting = await packagesToBuild(deps.reads, { publicationId, variant, before: publication.number })
  const named: Issued[] = []
  for (const { id, target, previous } of waiting) {
    const place = found(plan.places.find((one) => one.kind === target.kind && one.id === target.id))
    const own = {
      packageId: id,
      target: { kind: place.kind, id: place.id, name: place.name, languages: place.languages },
      previous,
    }
    named.push(await signedPackage({ shared, own, key, keys }))
  }
  return async (trx) => {
    await assertApproved(trx, plan)
    await insertSet(trx, { publicationId, variant, shared, languages: plan.target.languages })
    for (const one of named) await namePackage(trx, { ...one, builtAt: deps.clock.now() })
  }
}

const issueOf = (
  deps: Deps,
  publication: Publication,
  about: Pick<Issue, 'checkCode' | 'durationMs'>,
): Issue => ({
  number: publication.number,
  issuedAt: publication.publishedAt,
  demo: deps.config.demo,
  publicUrl: deps.config.publicUrl,
  ...about,
})

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
    sounds.set(version.versionId, await soundOf(deps, { clip: version, work, signal, onProgress }))
  }
  return sounds
}

type Text = Pick<ManifestDocument, 'path' | 'kind'> & { bytes: Buffer }

async function textsOf(plan: PackagePlan, issue: Issue, signal: AbortSignal): Promise<Text[]> {
  const about = (file: SoundFile) => ({
    title: plan.itemAt(file.position).title,
    durationMs: issue.durationMs(file),
  })
  return [
    { path: 'DOCTRUOC.TXT', kind: 'readme', bytes: Buffer.from(readmeOf(plan, issue)) },
    {
      path: 'TOPHAT.PDF',
      kind: 'cueSheet',
      bytes: await printAside(await cueSheetPaper(cueSheetOf(plan, issue)), signal),
    },
    ...plan.sound.lists.map((list): Text => {
      return { path: list.path, kind: 'list', bytes: Buffer.from(m3uOf(list, about), 'latin1') }
    }),
  ]
}

/** Stores the texts, and reads them back as they will be served. */
function keepTexts(deps: Deps, texts: readonly Text[], signal: AbortSignal): Promise<ManifestDocument[]> {
  return inWorkFolder(deps, async (folder) => {
    const kept: ManifestDocument[] = []
    for (const { path, kind, bytes } of texts) {
      const aside = join(folder, String(kept.length))
      await writeFile(aside, bytes)
      await deps.blobs.adopt(aside)
      const file = { path, kind, sizeBytes: bytes.length, sha256: sha256Of(bytes), crc32: crc32(bytes) }
      await readBack(deps.blobs, file, signal)
      kept.push(file)
    }
    return kept
  })
}

export const packagesJobs: JobHandlers = {
  'packages.build': {
    run: build,
    async onDead(job, failure, trx) {
      const { code, message } = failure
      // Any other message is for the log: it may name folders of this machine.
      const title = code.startsWith(SoundFailure.prefix) ? message : null
      await failPackages(trx, job.payload as unknown as Building, JSON.stringify({ code, title }))
    },
  },
}
