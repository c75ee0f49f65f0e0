import type { Manifest, ManifestSound } from '../../../server/packages/manifest.schema.ts'
import type { Signed } from '../../../server/packages/verify.rules.ts'

/** A manifest with what proves it. */
export interface Claimed {
  /** The very text that was signed. */
  manifestText: string
  signature: string | undefined
  certificate: Signed | undefined
}

/** A package of which this phone has the manifest, found ours; its sound may still be on its way. */
export interface KeptPackage extends Claimed {
  id: string
  /** Of which playlist for which place: versions of one slot follow each other. */
  slot: string
  sequence: number
  signature: string
  certificate: Signed
  /** Whether the office knows that it lies here whole. */
  told: boolean
}

/** Which version of a slot is played, and the one before it. Written last, when everything the new one needs is verified. */
export interface Pointer {
  slot: string
  /** Null where a person cleared away what was here. */
  current: string | null
  previous: string | null
  /** The highest sequence ever seen here: nothing older is taken any more. */
  highest: number
}

export const slotOf = (playlistId: string, target: { kind: string; id: string }): string =>
  `${playlistId}|${target.kind}:${target.id}`

/** One sound as the phone keeps it: the light form where there is one. */
interface PhoneSound {
  sha256: string
  sizeBytes: number
  mediaType: string
}

export const phoneSound = (file: ManifestSound): PhoneSound =>
  file.light ?? { sha256: file.sha256, sizeBytes: file.sizeBytes, mediaType: 'audio/mpeg' }

export const soundsOf = (manifest: Pick<Manifest, 'files'>): ManifestSound[] =>
  manifest.files.filter((file) => file.kind === 'sound')

/** Each sound once, however often the evening plays it. */
export function blobsOf(manifest: Pick<Manifest, 'files'>): PhoneSound[] {
  return [...new Map(soundsOf(manifest).map((file) => [phoneSound(file).sha256, phoneSound(file)])).values()]
}
