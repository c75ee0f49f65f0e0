import { checkCode } from '../../../server/packages/files.rules.ts'
import { type FolderVerdict, isWhole, judgeFolder } from '../../../server/packages/folder.rules.ts'
import type { Manifest } from '../../../server/packages/manifest.schema.ts'
import { names83, STICK_LIST, UNFINISHED_LIST } from '../../../server/packages/sticks/stick-folder.rules.ts'
import { readCertificateFile, readManifest, type Signed } from '../../../server/packages/verify.rules.ts'
import { sha256 } from './sha256.ts'
import { readStick, type StickFound, stickVerdict } from './stick.ts'
import type { Found } from './zip-entries.ts'

/** Bytes worth reading, and the sha256 that they must have. */
export interface Stretch {
  path: string
  file: Blob
  sha256: string
}

/** A package found among the chosen files. */
export interface Candidate {
  manifest: Manifest
  folder: string
  /** What the signature is about, and what proves it, as far as it lies there. */
  claimed: { manifestBytes: Uint8Array; signature: string | undefined; certificate: Signed | undefined }
  /** Everything in the folder, by its path there. */
  inside: Found[]
  /** Of each file of which one of that name and size is there. */
  present: Stretch[]
  /** What a stick says of itself; null where this is the package's own folder. */
  stick: StickFound | null
}

export interface Verdict extends FolderVerdict {
  /** Of the sound that is really there. */
  checkCode: string | null
}

/** Hashes of stretches as they were read; undefined where one could not be. */
export type Hashes = ReadonlyMap<Stretch, string | undefined>

// FAT keeps names without regard to case.
const key = (path: string) => path.toLowerCase()
const MANIFEST_NAME = 'manifest.json'
const manifestNames: readonly (string | undefined)[] = [MANIFEST_NAME, key(names83[MANIFEST_NAME] ?? '')]

/** Every package among the files, as a folder of its own or laid out for a loudspeaker; several are checked one by one. */
export async function candidatesIn(found: readonly Found[]): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  for (const one of found)
    if (manifestNames.includes(key(one.path).split('/').at(-1))) {
      const candidate = await candidateAt(one, found)
      if (candidate) candidates.push(candidate)
    }
  return candidates
}

async function candidateAt({ path, file }: Found, found: readonly Found[]): Promise<Candidate | undefined> {
  const manifestBytes = new Uint8Array(await file.arrayBuffer())
  const manifest = readManifest(new TextDecoder().decode(manifestBytes))
  if (!manifest) return undefined
  const name = path.split('/').at(-1) ?? ''
  const onStick = key(name) !== MANIFEST_NAME
  const folder = path.slice(0, path.length - name.length)
  const inside = found
    .filter((other) => key(other.path).startsWith(key(folder)))
    .map((one) => ({ ...one, path: one.path.slice(folder.length) }))
  const byPath = new Map(inside.map((one) => [key(one.path), one.file]))
  const textOf = async (paper: string) =>
    await byPath.get(key(onStick ? (names83[paper] ?? paper) : paper))?.text()
  const certificate = await textOf('khoa.json')
  const about = {
    manifest,
    folder,
    claimed: {
      manifestBytes,
      signature: await textOf('manifest.json.minisig'),
      certificate: certificate === undefined ? undefined : readCertificateFile(certificate),
    },
    inside,
  }
  if (onStick) {
    const lists = { finished: await textOf(STICK_LIST), unfinished: await textOf(UNFINISHED_LIST) }
    const stick = await readStick(lists, manifest, (named) => byPath.get(key(named)))
    return { ...about, stick, present: stick.present }
  }
  const present = manifest.files.flatMap(({ path: named, sizeBytes, sha256 }) => {
    const there = byPath.get(key(named))
    return there?.size === sizeBytes ? [{ path: named, file: there, sha256 }] : []
  })
  return { ...about, stick: null, present }
}

/** What the hashes say. */
export function verdictOf({ manifest, inside, present, stick }: Candidate, hashes: Hashes): Verdict {
  if (stick) {
    const verdict = stickVerdict(stick, inside, hashes)
    return { ...verdict, checkCode: isWhole(verdict) ? codeOf(manifest, ({ sha256 }) => sha256) : null }
  }
  const byKey = new Map(present.map((one) => [key(one.path), hashes.get(one)]))
  const lying = inside.map(({ path, file }) => {
    return { path, sizeBytes: file.size, sha256: byKey.get(key(path)) }
  })
  return {
    ...judgeFolder(manifest, lying),
    checkCode: codeOf(manifest, ({ path }) => byKey.get(key(path))),
  }
}

/** The code of the package's sound, by the hash of each file; null while one is not known. */
function codeOf(
  manifest: Manifest,
  hashOf: (file: Manifest['files'][number]) => string | undefined,
): string | null {
  const sounds = manifest.files.filter((file) => file.kind === 'sound')
  if (!sounds.every(hashOf)) return null
  const hash = sha256()
  hash.update(new TextEncoder().encode(sounds.map((file) => `${hashOf(file)} ${file.path}\n`).join('')))
  return checkCode(hash.digest())
}
