import { checkCode } from '../../../server/packages/files.rules.ts'
import { besideManifest, ofTheSystem } from '../../../server/packages/folder.rules.ts'
import type { Manifest } from '../../../server/packages/manifest.schema.ts'
import { readManifest } from '../../../server/packages/verify.rules.ts'
import { sha256 } from './sha256.ts'
import type { Found } from './zip-entries.ts'

const MANIFEST_NAME = 'manifest.json'

/** A package found among the chosen files, with each of its files where one of that name and size is there. */
export interface Candidate {
  manifest: Manifest
  folder: string
  present: { path: string; sha256: string; file: Blob }[]
  /** Named in the manifest and not there. */
  missing: string[]
  /** There with another size: no need to read it. */
  otherSize: string[]
  /** There and not named. */
  extra: string[]
}

export interface Verdict {
  whole: string[]
  missing: string[]
  changed: string[]
  extra: string[]
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
    const manifest = readManifest(await file.text())
    if (!manifest) continue
    const folder = path.slice(0, path.length - MANIFEST_NAME.length)
    const inside = found.filter((other) => key(other.path).startsWith(key(folder)))
    candidates.push(compare(manifest, folder, inside))
  }
  return candidates
}

function compare(manifest: Manifest, folder: string, inside: readonly Found[]): Candidate {
  const byPath = new Map(inside.map(({ path, file }) => [key(path.slice(folder.length)), { path, file }]))
  const candidate: Candidate = { manifest, folder, present: [], missing: [], otherSize: [], extra: [] }
  for (const { path, sizeBytes, sha256 } of manifest.files) {
    const there = byPath.get(key(path))
    byPath.delete(key(path))
    if (!there) candidate.missing.push(path)
    else if (there.file.size !== sizeBytes) candidate.otherSize.push(path)
    else candidate.present.push({ path, sha256, file: there.file })
  }
  for (const name of besideManifest) byPath.delete(name)
  candidate.extra = [...byPath.keys()]
    .map((path) => byPath.get(path)?.path.slice(folder.length) ?? path)
    .filter((path) => !ofTheSystem(path))
  return candidate
}

/** What the hashes say. `hashes` holds each present file's own, or undefined where it could not be read. */
export function verdictOf(candidate: Candidate, hashes: ReadonlyMap<string, string | undefined>): Verdict {
  const isWhole = ({ path, sha256 }: { path: string; sha256: string }) => hashes.get(path) === sha256
  const changed = candidate.present.filter((file) => !isWhole(file)).map((file) => file.path)
  const sounds = candidate.manifest.files.filter((file) => file.kind === 'sound')
  const lines = sounds.map((file) => `${hashes.get(file.path)} ${file.path}\n`)
  return {
    whole: candidate.present.filter(isWhole).map((file) => file.path),
    missing: candidate.missing,
    changed: [...candidate.otherSize, ...changed],
    extra: candidate.extra,
    checkCode: sounds.every((file) => hashes.get(file.path)) ? checkCode(sha256Of(lines.join(''))) : null,
  }
}

function sha256Of(text: string): string {
  const hash = sha256()
  hash.update(new TextEncoder().encode(text))
  return hash.digest()
}
