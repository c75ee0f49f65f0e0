import {
  type OnStick,
  STICK_LIST,
  UNFINISHED_LIST,
} from '../../../server/packages/sticks/stick-folder.rules.ts'
import type { StickAnswer, StickList } from '../../../server/packages/sticks/sticks.schema.ts'
import { canonicalJson } from '../../../server/storage/canonical.rules.ts'
import { fetchFile } from './fetch-file.ts'
import { fileAt, putFile, removeFile, removeFolder } from './folder.ts'
import { lookAtFolder } from './look.ts'
import { roomIn } from './room.ts'
import { StickError } from './trouble.ts'

type StickFile = StickAnswer['files'][number]
/** What is being done, for a person who waits. */
export type Doing = 'checking' | 'writing' | 'reading'

interface FolderWriting {
  dir: FileSystemDirectoryHandle
  stick: StickAnswer
  urlOf: (path: string) => string
  /** The sha256 of a file; undefined where it could not be read. */
  hashOf: (path: string, file: Blob, heard: (bytes: number) => void) => Promise<string | undefined>
  /** Asked when everything is written and right; what it throws leaves the stick unfinished. */
  mayBeNamed: () => Promise<unknown>
  signal: AbortSignal
  tell: (doing: Doing, path: string, fraction: number) => void
}

export interface WrittenFolder {
  writtenBytes: number
  keptBytes: number
}

/** What a record and the rest of its last cluster may take on a large stick. */
const spareBytes = 32 * 1024
export const isSameStick = (a: StickList, b: StickList) => canonicalJson(a) === canonicalJson(b)

/**
 * Writes a stick into a picked folder: one file at a time in play order, then every byte is read back, and only then the
 * stick gets its list. What a cut writing left whole is kept. Of another package of ours everything is removed first; what
 * is not ours never is. Throws StickError, ApiError and what the browser says of a file system.
 */
export async function writeFolder(writing: FolderWriting): Promise<WrittenFolder> {
  const { dir, stick, signal, tell } = writing
  const body = stick.files.slice(0, -1)
  const listFile = stick.files.at(-1)
  const before = await lookAtFolder(
    dir,
    stick.files.map(({ path }) => path),
  )
  if (before.foreign.length > 0) throw new StickError({ kind: 'taken', paths: before.foreign })
  if (!listFile) throw new StickError({ kind: 'changed' })
  const listText = await textOf(fetchFile(writing.urlOf(STICK_LIST), listFile, signal))

  let doneBytes = 0
  let allBytes = sum(body)
  const heardOf = (doing: Doing, path: string) => (bytes: number) => {
    doneBytes += bytes
    tell(doing, path, Math.min(1, doneBytes / allBytes))
  }
  const isWhole = async (file: StickFile, doing: Doing) => {
    signal.throwIfAborted()
    const there = await fileAt(dir, file.path)
    if (there?.size !== file.sizeBytes) return false
    return (await writing.hashOf(file.path, there, heardOf(doing, file.path))) === file.sha256
  }

  const kept: StickFile[] = []
  if (before.ours && isSameStick(before.ours.list, stick.list))
    for (const file of body) if (await isWhole(file, 'checking')) kept.push(file)
  const rest = body.filter((file) => !kept.includes(file))
  await assertRoom(dir, rest, before, kept)
  await clear(dir, before, kept)
  await putFile(dir, UNFINISHED_LIST, [listText])

  doneBytes = 0
  allBytes = sum(rest) + sum(body)
  for (const file of rest) {
    const heard = heardOf('writing', file.path)
    await putFile(dir, file.path, counted(fetchFile(writing.urlOf(file.path), file, signal), heard))
  }
  for (const file of body)
    if (!(await isWhole(file, 'reading'))) throw new StickError({ kind: 'misread', path: file.path })
  await writing.mayBeNamed()
  await putFile(dir, STICK_LIST, [listText])
  if (!(await isWhole(listFile, 'reading'))) throw new StickError({ kind: 'misread', path: STICK_LIST })
  await removeFile(dir, UNFINISHED_LIST)
  return { writtenBytes: sum(rest), keptBytes: sum(kept) }
}

const sum = (files: readonly { sizeBytes: number }[]) =>
  files.reduce((total, { sizeBytes }) => total + sizeBytes, 0)

/** Nothing has been changed yet when a stick turns out to be too small; what is to be removed makes room. */
async function assertRoom(
  dir: FileSystemDirectoryHandle,
  rest: readonly StickFile[],
  { ours }: OnStick,
  kept: readonly StickFile[],
): Promise<void> {
  const stays = new Set(kept.map(({ path }) => path))
  let freed = 0
  for (const { path } of ours?.list.files ?? [])
    if (!stays.has(path)) freed += (await fileAt(dir, path))?.size ?? 0
  const neededBytes = sum(rest) + rest.length * spareBytes - freed
  if (rest.length === 0 || neededBytes <= 0) return
  const freeBytes = await roomIn(dir, neededBytes)
  if (freeBytes < neededBytes) throw new StickError({ kind: 'full', neededBytes, freeBytes })
}

/** Removes what our old list names, last first; from here until the end the stick says that it is being written. */
async function clear(
  dir: FileSystemDirectoryHandle,
  { ours, torn }: OnStick,
  kept: readonly StickFile[],
): Promise<void> {
  for (const path of torn) await removeFile(dir, path)
  if (!ours) return
  await putFile(dir, UNFINISHED_LIST, [new TextEncoder().encode(canonicalJson(ours.list))])
  await removeFile(dir, STICK_LIST)
  const stays = new Set(kept.map(({ path }) => path))
  for (const { path } of ours.list.files.toReversed()) if (!stays.has(path)) await removeFile(dir, path)
  for (const { name } of ours.list.folders.toReversed()) await removeFolder(dir, name)
}

async function textOf(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
  const all: Uint8Array<ArrayBuffer>[] = []
  for await (const piece of pieces) all.push(piece)
  return new Uint8Array(await new Blob(all).arrayBuffer())
}

async function* counted<Piece extends Uint8Array>(
  pieces: AsyncIterable<Piece>,
  heard: (bytes: number) => void,
) {
  for await (const piece of pieces) {
    yield piece
    heard(piece.length)
  }
}
