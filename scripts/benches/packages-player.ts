import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { isWhole } from '../../server/packages/folder.rules.ts'
import { verifyEd25519 } from '../../server/packages/keys/ed25519.ts'
import { publicKeys } from '../../server/packages/keys/keys.service.ts'
import { verifyManifest } from '../../server/packages/verify.rules.ts'
import { anApp } from '../../tests/support/app.ts'
import { aReadyPackage } from '../../tests/support/packages.ts'
import { aDistrict, aPlaylist } from '../../tests/support/playlists.ts'
import { sha256 } from '../../web/ui/verify/sha256.ts'
import { candidatesIn, verdictOf } from '../../web/ui/verify/verify.ts'
import { type BenchRow, count } from './rows.ts'

const MUTATIONS = 10_000

/** What the offline player takes, and what it refuses. */
export async function playerRows(_dir: string, seed: number): Promise<BenchRow[]> {
  return [count('field_js_gzip_kb', 'kB', await scriptKb()), ...(await mutationRows(seed))]
}

/** Every script that the player keeps on the phone, its workers and its words included; each compressed by itself, as it travels. */
async function scriptKb(): Promise<number> {
  const built = resolve(import.meta.dirname, '../../dist/web')
  const worker = await readFile(join(built, 'doi/sw.js'), 'utf8').catch(() => undefined)
  if (worker === undefined) throw new Error('Build the pages first: ./scripts/build-web')
  const names = new Set([...worker.matchAll(/\["\/([^"]+\.js(?:on)?)",/g)].map((found) => found[1] ?? ''))
  if (names.size === 0) throw new Error('The service worker keeps no script')
  const scripts = await Promise.all([...names].map((name) => readFile(join(built, name))))
  return [...scripts, worker].reduce((sum, script) => sum + gzipSync(script).length, 0) / 1000
}

type Folder = Map<string, Uint8Array>

async function mutationRows(seed: number): Promise<BenchRow[]> {
  const app = await anApp()
  try {
    const target = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
    const playlistId = (await aPlaylist(app, {})).id
    const sounds = [1, 2, 3].map((byte) => Buffer.alloc(700, byte))
    const { entries } = await aReadyPackage(app.deps, { playlistId, target, sounds })
    const folder: Folder = new Map()
    for (const { path, sha256: hash, laid } of entries) {
      const bytes = laid?.map((part) => part.bytes ?? new Uint8Array()) ?? [await stored(app.deps, hash)]
      folder.set(path, Buffer.concat(bytes))
    }
    const keys = await publicKeys(app.deps)
    if (!(await accepted(folder, keys))) throw new Error('The unchanged package is refused')
    const random = numbers(seed)
    let taken = 0
    for (let at = 0; at < MUTATIONS; at++) if (await accepted(mutated(folder, at, random), keys)) taken += 1
    return [count('mutations_accepted', 'packages', taken), count('mutations_tried', 'packages', MUTATIONS)]
  } finally {
    await app.close()
  }
}

type Deps = Awaited<ReturnType<typeof anApp>>['deps']
async function stored({ blobs }: Deps, hash: string): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of blobs.read(hash)) pieces.push(piece as Uint8Array)
  return Buffer.concat(pieces)
}

/** As the player judges a folder: the list's signature, then every file by its own bytes. */
async function accepted(folder: Folder, keys: Awaited<ReturnType<typeof publicKeys>>): Promise<boolean> {
  const found = [...folder].map(([path, bytes]) => ({ path, file: new Blob([new Uint8Array(bytes)]) }))
  for (const candidate of await candidatesIn(found)) {
    const { root, revocations } = keys
    const told = { ...candidate.claimed, root, revocations, verify: verifyEd25519 }
    if (!(await verifyManifest(told)).ok) continue
    const hashes = candidate.present.map(
      (stretch) => [stretch, hashOf(folder.get(stretch.path) ?? new Uint8Array())] as const,
    )
    if (isWhole(verdictOf(candidate, new Map(hashes)))) return true
  }
  return false
}

function hashOf(bytes: Uint8Array): string {
  const hash = sha256()
  hash.update(bytes)
  return hash.digest()
}

type Numbers = (below: number) => number
/** Park and Miller's generator: the same seed, the same changes. */
function numbers(seed: number): Numbers {
  let state = (seed % 2147483646) + 1
  return (below) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
}

/** One byte changed, a file added, one removed, or one renamed, in turn. */
function mutated(folder: Folder, turn: number, random: Numbers): Folder {
  const changed: Folder = new Map(folder)
  const paths = [...folder.keys()]
  const path = paths[random(paths.length)] ?? ''
  const bytes = folder.get(path) ?? new Uint8Array()
  if (turn % 4 === 0) {
    const copy = new Uint8Array(bytes)
    const at = random(copy.length)
    copy[at] = ((copy[at] ?? 0) + 1 + random(255)) % 256
    return changed.set(path, copy)
  }
  if (turn % 4 === 1) return changed.set(`01/${String(random(1000)).padStart(3, '0')}THEM.MP3`, bytes)
  changed.delete(path)
  return turn % 4 === 2 ? changed : changed.set(`${path}${random(1000)}`, bytes)
}
