import { crc32 } from 'node:zlib'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import { madeOf, type Stretch } from '../../http/byte-plan.rules.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { canonicalJson } from '../../storage/canonical.rules.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { MANIFEST_PATH, type ManifestSound } from '../manifest.schema.ts'
import type { Content, Package } from '../packages.queries.ts'
import { mayLeave } from '../packages.service.ts'
import { type ClipSpan, clipSpan } from './clip-span.ts'
import { tagBytes } from './id3.rules.ts'
import { type Sums, sumsOf } from './laid-files.ts'
import { names83, STICK_LIST } from './stick-folder.rules.ts'
import { layStick, type StickFolder, type StickSound, soundsOf } from './stick-layout.rules.ts'
import { partName, stickLists, stickReadme } from './stick-texts.ts'
import type { StickList, StickWish } from './sticks.schema.ts'

/** A file of a stick: what it is laid from, and what it is when it has been laid. */
export interface StickFile extends Sums {
  readonly path: string
  readonly sizeBytes: number
  readonly stretches: readonly Stretch[]
}

/** Everything a stick holds, in the order of writing: the sound as it is played, then the papers, its own list last. */
export interface Stick {
  readonly of: Package
  readonly content: Content
  readonly folders: readonly StickFolder[]
  readonly list: StickList
  readonly files: readonly StickFile[]
  readonly sizeBytes: number
}

type Listed = StickList['files'][number]

/** A finished package as a stick would hold it, if its sound may still be heard. Nothing is encoded and nothing is written. */
export async function stickOf(deps: Deps, actor: Actor, id: string, wish: StickWish): Promise<Stick> {
  const { of, content } = await mayLeave(deps, actor, id)
  const spans = await spansOf(deps, content)
  const folders = layStick(content.manifest, wish, (clip) => spanOf(spans, clip))
  if (folders.length === 0) throw new DomainError('not_found')
  const sounds: StickFile[] = []
  const listed: Listed[] = []
  for (const folder of folders)
    for (const [index, sound] of folder.sounds.entries()) {
      const head = tagBytes(
        wish.tags,
        tagWords(content, sound, { track: index + 1, of: folder.sounds.length }),
      )
      const clips = sound.clips.map((clip) => {
        const { from, to } = spanOf(spans, clip)
        return { sha256: clip.sha256, from, to }
      })
      const file = await laid(deps, content, sound.path, { head, clips })
      sounds.push(file)
      listed.push({ ...shown(file), head: head.length, clips })
    }
  const papers = papersOf(content, folders, wish)
  const list: StickList = {
    schema: 'vang.stick/1',
    packageId: of.id,
    title: of.title,
    target: of.target.name,
    number: of.sequence,
    validFrom: of.validFrom,
    validTo: of.validTo,
    manifestSha256: found(content.entries.find(({ path }) => path === MANIFEST_PATH)).sha256,
    ...wish,
    language: wish.language ?? null,
    checkCode: content.manifest.checkCode,
    folders: foldersOf(folders),
    files: [...listed, ...papers.map((paper) => ({ ...shown(paper), head: paper.sizeBytes, clips: [] }))],
  }
  const files = [...sounds, ...papers, made(STICK_LIST, canonicalJson(list))]
  return {
    of,
    content,
    folders,
    list,
    files,
    sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
  }
}

const shown = ({ path, sizeBytes, sha256 }: StickFile) => ({ path, sizeBytes, sha256 })

async function spansOf({ blobs }: Deps, { manifest }: Content): Promise<Map<string, ClipSpan>> {
  const spans = new Map<string, ClipSpan>()
  for (const clip of soundsOf(manifest))
    if (!spans.has(clip.sha256)) spans.set(clip.sha256, await clipSpan(blobs, clip))
  return spans
}

function spanOf(spans: ReadonlyMap<string, ClipSpan>, { sha256, path }: ManifestSound): ClipSpan {
  const span = spans.get(sha256)
  if (!span) throw new RangeError(`Nothing is known of ${path}`)
  return span
}

function tagWords({ manifest }: Content, sound: StickSound, place: { track: number; of: number }) {
  const { playlist, target } = manifest
  const [only, ...more] = sound.clips
  const title = only && more.length === 0 ? only.title : `${partName(sound.part)}, ${playlist.title}`
  return { title, artist: target.name, album: playlist.title, ...place }
}

interface Laying {
  head: Uint8Array
  clips: readonly { sha256: string; from: number; to: number }[]
}

async function laid(deps: Deps, content: Content, path: string, { head, clips }: Laying): Promise<StickFile> {
  const stretches: Stretch[] = [
    ...(head.length > 0 ? [madeOf(head)] : []),
    ...clips.map(({ sha256, from, to }) => ({ sha256, from, sizeBytes: to - from })),
  ]
  const sizeBytes = stretches.reduce((sum, one) => sum + one.sizeBytes, 0)
  return {
    path,
    sizeBytes,
    stretches,
    ...((await asStored(content, stretches)) ?? (await sumsOf(deps, stretches))),
  }
}

/** One whole stored file, whose sums the package knows already. */
function asStored({ entries }: Content, [only, ...more]: readonly Stretch[]): Sums | undefined {
  if (!only?.sha256 || more.length > 0 || (only.from ?? 0) > 0) return undefined
  const known = entries.find((one) => one.sha256 === only.sha256 && one.sizeBytes === only.sizeBytes)
  return known && { sha256: known.sha256, crc32: known.crc32 }
}

function made(path: string, text: string | Uint8Array): StickFile {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  return {
    path,
    sizeBytes: bytes.length,
    sha256: sha256Of(bytes),
    crc32: crc32(bytes),
    stretches: [madeOf(bytes)],
  }
}

function papersOf(
  { manifest, entries }: Content,
  folders: readonly StickFolder[],
  wish: StickWish,
): StickFile[] {
  const sounds = new Set(soundsOf(manifest).map(({ path }) => path))
  const asPackage = wish.form === 'clips' && wish.language === undefined
  const lists = asPackage ? [] : stickLists(folders, wish.form).map(({ path, bytes }) => made(path, bytes))
  const own = [made('DOCTRUOC.TXT', stickReadme(manifest, folders, wish)), ...lists]
  const replaced = new Set(own.map(({ path }) => path))
  // Laid otherwise than the package, its lists name files that are not there.
  const left = (path: string) =>
    sounds.has(path) || replaced.has(path) || (lists.length > 0 && /\.M3U$/.test(path))
  const kept = entries.filter(({ path }) => !left(path))
  return [
    ...own,
    ...kept.map(({ path, sizeBytes, sha256, crc32, laid = [{ sha256, sizeBytes }] }) => ({
      path: names83[path] ?? path,
      sizeBytes,
      sha256,
      crc32,
      stretches: laid,
    })),
  ]
}

function foldersOf(folders: readonly StickFolder[]): StickList['folders'] {
  const names = new Map<string, string | null>()
  for (const { language, sounds } of folders)
    for (const { path } of sounds) names.set(path.slice(0, 2), language)
  return [...names].map(([name, language]) => ({ name, language }))
}
