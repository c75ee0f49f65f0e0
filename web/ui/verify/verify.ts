import { checkCode } from '../../../server/packages/files.rules.ts'
import { type FolderVerdict, judgeFolder } from '../../../server/packages/folder.rules.ts'
import type { Manifest } from '../../../server/packages/manifest.schema.ts'
import { readCertificateFile, readManifest, type Signed } from '../../../server/packages/verify.rules.ts'
import { sha256 } from './sha256.ts'
import type { Found } from './zip-entries.ts'

const MANIFEST_NAME = 'manifest.json'

/** A package found among the chosen files. */
export interface Candidate {
  manifest: Manifest
  folder: string
  /** What the signature is about, and what proves it, as far as it lies there. */
  claimed: { manifestBytes: Uint8Array; signature: string | undefined; certificate: Signed | undefined }
  /** Everything in the folder, by its path there. */
  inside: Found[]
  /** Each file of the manifest of which one of that name and size is there: what is worth reading. */
  present: { path: string; file: Blob }[]
}

export interface Verdict extends FolderVerdict {
  /** Of the sound that is really there. */
  checkCode: string | null
}

// FAT keeps names without regard to case.
const key = (path: string) => path.toLowerCase()

/** Every package among the files; a folder of several is checked one by one. */
export async function candidatesIn(found: readonly Found[]): Promise<Candidate[]> {
  const manifests = found.filter(({ path }) => key(path).split('/').at(-1) === MANIFEST_NAME)
  const candidates: Candidate[] = []
  for (const { path, file } of manifests) {
    const manifestBytes = new Uint8Array(await file.arrayBuffer())
    const manifest = readManifest(new TextDecoder().decode(manifestBytes))
    if (!manifest) continue
    const folder = path.slice(0, path.length - MANIFEST_NAME.length)
    const inside = found
      .filter((other) => key(other.path).startsWith(key(folder)))
      .map((one) => ({ ...one, path: one.path.slice(folder.length) }))
    const byPath = new Map(inside.map((one) => [key(one.path), one.file]))
    const certificate = await byPath.get('khoa.json')?.text()
    candidates.push({
      manifest,
      folder,
      claimed: {
        manifestBytes,
        signature: await byPath.get('manifest.json.minisig')?.text(),
        certificate: certificate === undefined ? undefined : readCertificateFile(certificate),
      },
      inside,
      present: manifest.files.flatMap(({ path: named, sizeBytes }) => {
        const there = byPath.get(key(named))
        return there?.size === sizeBytes ? [{ path: named, file: there }] : []
      }),
    })
  }
  return candidates
}

/** What the hashes say. `hashes` holds each present file's own, or undefined where it could not be read. */
export function verdictOf(
  { manifest, inside }: Candidate,
  hashes: ReadonlyMap<string, string | undefined>,
): Verdict {
  const byKey = new Map([...hashes].map(([path, hash]) => [key(path), hash]))
  const present = inside.map(({ path, file }) => {
    return { path, sizeBytes: file.size, sha256: byKey.get(key(path)) }
  })
  const sounds = manifest.files.filter((file) => file.kind === 'sound')
  const lines = sounds.map((file) => `${hashes.get(file.path)} ${file.path}\n`)
  return {
    ...judgeFolder(manifest, present),
    checkCode: sounds.every((file) => hashes.get(file.path)) ? checkCode(sha256Of(lines.join(''))) : null,
  }
}

function sha256Of(text: string): string {
  const hash = sha256()
  hash.update(new TextEncoder().encode(text))
  return hash.digest()
}
