import { mkdir, opendir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { hindranceOfDisk } from '../../delivery/delivery.rules.ts'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { planBytes } from '../../http/byte-plan.rules.ts'
import { readPlanned } from '../../http/planned-bytes.ts'
import { appendSynced } from '../../storage/append-synced.ts'
import { syncFile } from '../../storage/blobs.ts'
import { canonicalJson } from '../../storage/canonical.rules.ts'
import { type CopiedFile, compareFile } from '../../storage/compare-file.ts'
import { driveAt } from '../../storage/drives.ts'
import type { ReadFrom } from '../../storage/straight-read.ts'
import { lookAtStick } from './on-stick.ts'
import { type OnStick, STICK_LIST, UNFINISHED_LIST } from './stick-folder.rules.ts'
import type { StickList } from './sticks.schema.ts'
import type { Stick, StickFile } from './sticks.service.ts'

export interface StickWriting {
  /** The stick's root. */
  path: string
  /** Asked before anything of ours that is there already is removed; what is not ours never is. */
  mayReplace: (before: OnStick) => Promise<boolean>
  /** Asked when everything is written and right; what it throws leaves the stick unfinished. */
  mayBeNamed: () => Promise<unknown>
  signal?: AbortSignal | undefined
  /** From 0 to 1: written counts half, read back the other half. */
  progress?: ((fraction: number) => void) | undefined
}

export interface WrittenStick {
  readonly writtenBytes: number
  readonly keptBytes: number
  readonly readFrom: ReadFrom
  /** Whether the stick told in which order its records stand; only FAT does. */
  readonly orderSeen: boolean
}

/**
 * Writes a stick: one file at a time in play order into new folders, each synced; then every byte is read back past the
 * system's memory and the order of the records is looked at, and only then the stick gets its list. A cut writing goes on
 * from the first file that is not whole. Throws DomainError `stick_folder_taken`, `stick_not_replaced`, `stick_order`,
 * `disk_misread` and those of `hindranceOfDisk`; errors of the system as they are.
 */
export async function writeStick(
  { blobs }: Pick<Deps, 'blobs'>,
  stick: Stick,
  { path, mayReplace, mayBeNamed, signal, progress }: StickWriting,
): Promise<WrittenStick> {
  const body = stick.files.filter((file) => file.path !== STICK_LIST)
  const before = await lookAtStick(path, [...body.map((file) => file.path), STICK_LIST])
  if (before.foreign.length > 0) throw new DomainError('stick_folder_taken', { names: named(before.foreign) })
  const isSame = before.ours !== null && canonicalJson(before.ours.list) === canonicalJson(stick.list)
  if (before.ours && !isSame && !(await mayReplace(before))) throw new DomainError('stick_not_replaced')

  const copied = (file: StickFile): CopiedFile => {
    const plan = planBytes(file.stretches)
    return { ...file, name: file.path, read: (start) => readPlanned(plan, blobs, start) }
  }
  const allBytes = 2 * body.reduce((sum, file) => sum + file.sizeBytes, 0)
  let doneBytes = 0
  const heard = (bytes: number) => {
    doneBytes += bytes
    progress?.(Math.min(1, doneBytes / allBytes))
  }
  let readFrom: ReadFrom = 'disk'
  const compared = async (file: StickFile) => {
    const found = await compareFile(join(path, file.path), copied(file), signal, heard)
    if (found.readFrom === 'memory') readFrom = 'memory'
    return found
  }

  const kept: StickFile[] = []
  if (before.ours) {
    await unfinish(path)
    if (isSame) for (const file of body) if (await keep(file)) kept.push(file)
    await removeListed(path, before.ours.list, new Set(kept.map((file) => file.path)))
  }
  async function keep(file: StickFile): Promise<boolean> {
    // What comes after a gap would stand before what fills it.
    if (kept.length !== body.indexOf(file)) return false
    const { whole } = await compared(file)
    if (whole) heard(file.sizeBytes)
    return whole
  }
  const drive = await driveAt(path)
  const rest = body.slice(kept.length)
  const hindrance = hindranceOfDisk(
    rest.map((file) => ({ ...file, name: file.path })),
    { ...drive, readOnly: false },
  )
  if (hindrance) throw new DomainError(hindrance.code, hindrance.details)

  await writeWhole(join(path, UNFINISHED_LIST), canonicalJson(stick.list))
  await syncFile(path)
  for (const file of rest) {
    signal?.throwIfAborted()
    const to = join(path, file.path)
    await mkdir(dirname(to), { recursive: true })
    await appendSynced(to, readPlanned(planBytes(file.stretches), blobs), { signal, heard })
    await syncFile(dirname(to))
  }
  await syncFile(path)
  for (const file of rest) {
    const back = await compared(file)
    if (!back.whole) throw new DomainError('disk_misread', { name: file.path, at: back.sameBytes })
  }
  if (drive.fat) await assertOrder(path, body)
  await mayBeNamed()
  await writeWhole(join(path, STICK_LIST), canonicalJson(stick.list))
  await rm(join(path, UNFINISHED_LIST))
  await syncFile(path)
  const keptBytes = kept.reduce((sum, file) => sum + file.sizeBytes, 0)
  return { keptBytes, writtenBytes: allBytes / 2 - keptBytes, readFrom, orderSeen: drive.fat }
}

const named = (paths: readonly string[]) =>
  `${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ` (+${paths.length - 5})` : ''}`

const absent = (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error
}

/** From here until it is whole again the stick says that it is being written. */
async function unfinish(path: string): Promise<void> {
  await rename(join(path, STICK_LIST), join(path, UNFINISHED_LIST)).catch(absent)
  await syncFile(path)
}

/** Removes what the list names, last first, and our folders where nothing else is left in them. */
async function removeListed(path: string, list: StickList, kept: ReadonlySet<string>): Promise<void> {
  const gone = list.files.filter((file) => !kept.has(file.path)).toReversed()
  for (const file of gone) await rm(join(path, file.path)).catch(absent)
  for (const { name } of list.folders.toReversed())
    await rmdir(join(path, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTEMPTY') throw error
    })
  await syncFile(path)
}

async function writeWhole(path: string, text: string): Promise<void> {
  await rm(path).catch(absent)
  await appendSynced(path, Readable.from([Buffer.from(text)]), {})
}

/** The order in which the records stand is the order in which most players play. */
async function assertOrder(path: string, files: readonly StickFile[]): Promise<void> {
  const folders = new Map<string, string[]>()
  for (const { path: inside } of files) {
    const [first = '', second] = inside.split('/')
    const root = folders.get('') ?? []
    if (!root.includes(first)) root.push(first)
    folders.set('', root)
    if (second) folders.set(first, [...(folders.get(first) ?? []), second])
  }
  for (const [folder, wanted] of folders) {
    const there: string[] = []
    // Records as they stand: a listing of the whole folder at once would come sorted by name.
    for await (const entry of await opendir(join(path, folder))) there.push(entry.name.toUpperCase())
    const known = new Set(wanted)
    const order = there.filter((name) => known.has(name))
    if (order.join('/') !== wanted.join('/')) throw new DomainError('stick_order', { folder: folder || '/' })
  }
}
