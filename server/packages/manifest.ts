import type { Publication } from '../publications/publications.service.ts'
import { canonicalJson } from '../storage/canonical.rules.ts'
import { sha256Of } from '../storage/canonical.ts'
import { checkCode, type SoundFile } from './files.rules.ts'
import type { Manifest, ManifestDocument, ManifestSound } from './manifest.schema.ts'
import type { PackagePlan } from './package-plan.rules.ts'
import type { Sound } from './sounds.ts'

/** What all places of one variant share; `Own` is what is one place's alone. Together they are its manifest. */
export type Shared = Omit<Manifest, keyof Own>
export type Own = Pick<Manifest, 'packageId' | 'target' | 'previous'>

/** The exact text that is signed and hashed, whenever and wherever it is put together. */
export const manifestText = (shared: Shared, own: Own) => canonicalJson({ ...shared, ...own })

/** The sound files of a package as its manifest tells them, in the order of its bytes. */
export function soundFiles(plan: PackagePlan, soundFor: (file: SoundFile) => Sound): ManifestSound[] {
  return plan.sound.files.map((file) => {
    const version = plan.version(file.versionId)
    const { usb, light, durationMs } = soundFor(file)
    return {
      path: file.path,
      ...usb,
      kind: 'sound',
      light,
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
      translationVi: version.translationVi,
    }
  })
}

/** One code for all the sound: a stick with these very files, and no others, has it. */
export function checkCodeOf(files: readonly { path: string; sha256: string }[]): string {
  return checkCode(sha256Of(files.map(({ path, sha256 }) => `${sha256} ${path}\n`).join('')))
}

interface Parts {
  plan: PackagePlan
  publication: Publication
  demo: boolean
  documents: readonly ManifestDocument[]
  sounds: readonly ManifestSound[]
}

export function sharedManifest({ plan, publication, demo, documents, sounds }: Parts): Shared {
  const { body, target } = plan
  return {
    schema: 'vang.package/2',
    issuedAt: publication.publishedAt,
    demo,
    playlist: { id: body.playlistId, title: body.title },
    publication: { id: publication.id, number: publication.number, sha256: publication.sha256 },
    sequence: publication.number,
    validFrom: body.validFrom,
    validTo: body.validTo,
    evening: { pauseMs: body.pauseMs, starts: body.starts, weekdays: body.weekdays },
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
