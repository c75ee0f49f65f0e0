import type { Publication } from '../publications/publications.service.ts'
import { sha256Of } from '../storage/canonical.ts'
import { checkCode, type SoundFile } from './files.rules.ts'
import type { Manifest, ManifestSound } from './manifest.schema.ts'
import type { PackagePlan } from './package-plan.rules.ts'
import type { Package } from './packages.queries.ts'
import type { Sound } from './sounds.ts'

type Document = Exclude<Manifest['files'][number], ManifestSound>

/** The sound files of a package as its manifest tells them, in the order of its bytes. */
export function soundFiles(plan: PackagePlan, soundFor: (file: SoundFile) => Sound): ManifestSound[] {
  return plan.sound.files.map((file) => {
    const version = plan.version(file.versionId)
    const { sha256, sizeBytes, durationMs } = soundFor(file)
    return {
      path: file.path,
      sizeBytes,
      sha256,
      kind: 'sound',
      source: version.sourceSha256,
      contentId: version.contentId,
      versionId: version.versionId,
      workId: version.workId,
      title: plan.itemAt(file.position).title,
      language: version.language,
      durationMs,
      part: file.part,
      position: file.position,
      first: file.first,
      spokenText: version.spokenText,
    }
  })
}

/** One code for all the sound: a stick with these very files, and no others, has it. */
export function checkCodeOf(files: readonly { path: string; sha256: string }[]): string {
  return checkCode(sha256Of(files.map(({ path, sha256 }) => `${sha256} ${path}\n`).join('')))
}

interface Parts {
  of: Package
  plan: PackagePlan
  publication: Publication
  previous: string | null
  demo: boolean
  documents: Document[]
  sounds: ManifestSound[]
}

export function manifestOf({ of, plan, publication, previous, demo, documents, sounds }: Parts): Manifest {
  const { body, target } = plan
  return {
    schema: 'vang.package/1',
    packageId: of.id,
    issuedAt: publication.publishedAt,
    demo,
    target: { kind: target.kind, id: target.id, name: target.name, languages: target.languages },
    playlist: { id: body.playlistId, title: body.title },
    publication: { id: publication.id, number: publication.number, sha256: publication.sha256 },
    sequence: of.sequence,
    validFrom: body.validFrom,
    validTo: body.validTo,
    previous,
    checkCode: checkCodeOf(sounds),
    approvals: plan.versions.flatMap(({ versionId, approval }) =>
      approval ? [{ versionId, ...approval }] : [],
    ),
    missing: target.items
      .filter((item) => item.missing)
      .map(({ position }) => {
        const { workId, title } = plan.itemAt(position)
        return { position, workId, title }
      }),
    files: [...documents, ...sounds],
  }
}
