import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hindranceOfDisk } from '../../delivery/delivery.rules.ts'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { planBytes } from '../../http/byte-plan.rules.ts'
import { readPlanned } from '../../http/planned-bytes.ts'
import { appendSynced } from '../../storage/append-synced.ts'
import { syncFile } from '../../storage/blobs.ts'
import { canonicalJson } from '../../storage/canonical.rules.ts'
import { compareFile } from '../../storage/compare-file.ts'
import { driveAt } from '../../storage/drives.ts'
import type { ReadFrom } from '../../storage/straight-read.ts'
import { lookAtStick } from './on-stick.ts'
import { type OnStick, STICK_LIST } from './stick-folder.rules.ts'
import { begin, finish, removeListed, unfinish } from './stick-marks.ts'
import { assertOrder } from './stick-order.ts'
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
  deps: Pick<Deps, 'blobs'>,
  stick: Stick,
  writing: StickWriting,
): Promise<WrittenStick> {
  const { path } = writing
  const body = stick.files.filter((file) => file.path !== STICK_LIST)
  const before = await lookAtStick(path, [...body.map((file) => file.path), STICK_LIST])
  await assertMayWrite(stick, before, writing)
  const bytes = bytesOf(deps, writing, 2 * sum(body))
  const kept = await keepWhole(stick, body, before, { path, bytes })
  const rest = body.slice(kept.length)
  const { fat } = await assertRoom(path, rest)
  await begin(path, stick.list)
  for (const file of rest) await bytes.write(file)
  await syncFile(path)
  for (const file of rest) await bytes.assertRight(file)
  if (fat) await assertOrder(path, body)
  await writing.mayBeNamed()
  await finish(path, stick.list)
  return { keptBytes: sum(kept), writtenBytes: sum(rest), readFrom: bytes.readFrom(), orderSeen: fat }
}

const sum = (files: readonly StickFile[]) => files.reduce((total, file) => total + file.sizeBytes, 0)

const isSame = ({ list }: Stick, { ours }: OnStick) =>
  ours !== null && canonicalJson(ours.list) === canonicalJson(list)

async function assertMayWrite(
  stick: Stick,
  before: OnStick,
  { mayReplace }: Pick<StickWriting, 'mayReplace'>,
): Promise<void> {
  const { foreign, ours } = before
  if (foreign.length > 0) {
    const more = foreign.length > 5 ? ` (+${foreign.length - 5})` : ''
    throw new DomainError('stick_folder_taken', { names: `${foreign.slice(0, 5).join(', ')}${more}` })
  }
  if (ours && !isSame(stick, before) && !(await mayReplace(before)))
    throw new DomainError('stick_not_replaced')
}

/** What is done to the bytes of single files, counted as it goes. */
function bytesOf({ blobs }: Pick<Deps, 'blobs'>, { path, signal, progress }: StickWriting, allBytes: number) {
  let readFrom: ReadFrom = 'disk'
  let doneBytes = 0
  const heard = (bytes: number) => {
    doneBytes += bytes
    progress?.(Math.min(1, doneBytes / allBytes))
  }
  const compared = async (file: StickFile) => {
    const plan = planBytes(file.stretches)
    const wanted = {
      ...file,
      name: file.path,
      read: (start: number) => readPlanned(plan, blobs, start),
    }
    const found = await compareFile(join(path, file.path), wanted, signal, heard)
    if (found.readFrom === 'memory') readFrom = 'memory'
    return found
  }
  return {
    readFrom: () => readFrom,
    /** A file that need not be written counts as both written and read. */
    async isWhole(file: StickFile): Promise<boolean> {
      const { whole } = await compared(file)
      if (whole) heard(file.sizeBytes)
      return whole
    },
    async assertRight(file: StickFile): Promise<void> {
      const { whole, sameBytes } = await compared(file)
      if (!whole) throw new DomainError('disk_misread', { name: file.path, at: sameBytes })
    },
    async write(file: StickFile): Promise<void> {
      signal?.throwIfAborted()
      const to = join(path, file.path)
      await mkdir(dirname(to), { recursive: true })
      await appendSynced(to, readPlanned(planBytes(file.stretches), blobs), { signal, heard })
      await syncFile(dirname(to))
    },
  }
}

/** Keeps what a cut writing of this very stick left whole, up to the first gap; removes everything else of ours. */
async function keepWhole(
  stick: Stick,
  body: readonly StickFile[],
  before: OnStick,
  { path, bytes }: { path: string; bytes: ReturnType<typeof bytesOf> },
): Promise<StickFile[]> {
  const kept: StickFile[] = []
  for (const torn of before.torn) await rm(join(path, torn))
  if (!before.ours) return kept
  await unfinish(path)
  if (isSame(stick, before))
    for (const file of body) {
      // What comes after a gap would stand before what fills it.
      if (!(await bytes.isWhole(file))) break
      kept.push(file)
    }
  await removeListed(path, before.ours.list, new Set(kept.map((file) => file.path)))
  return kept
}

async function assertRoom(path: string, rest: readonly StickFile[]): Promise<{ fat: boolean }> {
  const drive = await driveAt(path)
  const named = rest.map((file) => ({ ...file, name: file.path }))
  const hindrance = hindranceOfDisk(named, { ...drive, readOnly: false })
  if (hindrance) throw new DomainError(hindrance.code, hindrance.details)
  return drive
}
