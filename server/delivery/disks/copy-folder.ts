import { mkdir, readdir, rename, rm, rmdir, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../errors.ts'
import { appendSynced } from '../../storage/append-synced.ts'
import { syncFile } from '../../storage/blobs.ts'
import { type CopiedFile, compareFile } from '../../storage/compare-file.ts'
import type { ReadFrom } from '../../storage/straight-read.ts'

export interface FolderCopy {
  files: readonly CopiedFile[]
  /** A folder on the disk. */
  target: string
  folderName: string
  /** Asked when everything is written and right, before the folder gets its name; what it throws leaves the folder unnamed. */
  mayBeNamed?: (() => Promise<unknown>) | undefined
  signal?: AbortSignal | undefined
  /** From 0 to 1: written counts half, read back the other half, for a stick reads hardly faster than it writes. */
  progress?: ((fraction: number) => void) | undefined
}

export interface Copied {
  path: string
  writtenBytes: number
  /** Already there and the same: from a copy that was cut, or from an earlier one. */
  keptBytes: number
  readFrom: ReadFrom
}

const asideName = (folderName: string) => `${folderName}.part`

/** Bytes of the folder that already lie on the disk, by their lengths alone. */
export async function presentBytes({ target, folderName, files }: FolderCopy): Promise<number> {
  let sum = 0
  for (const folder of [folderName, asideName(folderName)])
    for (const file of files) {
      const size = await stat(join(target, folder, file.name)).then(
        (one) => one.size,
        () => 0,
      )
      sum += Math.min(size, file.sizeBytes)
    }
  return sum
}

/**
 * Writes a folder aside on a disk, reads every byte back, and names it only then. A cut copy goes on from the first byte that differs;
 * a file of the folder that has been damaged on the disk is written anew, and nothing else there is touched.
 * Throws DomainError `disk_misread` where the disk does not give back what was written; errors of the system as they are.
 */
export async function copyFolder(copy: FolderCopy): Promise<Copied> {
  const { files, target, folderName, signal } = copy
  const path = join(target, folderName)
  const aside = join(target, asideName(folderName))
  const meter = meterOf(copy)
  let readFrom: ReadFrom = 'disk'
  const missing: CopiedFile[] = []
  for (const file of files) {
    const kept = await compareFile(join(path, file.name), file, signal)
    if (kept.whole) meter.kept(file)
    else missing.push(file)
    if (kept.readFrom === 'memory') readFrom = 'memory'
  }
  if (missing.length === 0) return { path, writtenBytes: 0, keptBytes: meter.keptBytes(), readFrom }
  await mkdir(aside).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  for (const file of missing) await writeFile(join(aside, file.name), file, meter, signal)
  await syncFile(aside)
  for (const file of missing) {
    const back = await compareFile(join(aside, file.name), file, signal, meter.readBack)
    if (!back.whole) throw new DomainError('disk_misread', { name: file.name, at: back.sameBytes })
    if (back.readFrom === 'memory') readFrom = 'memory'
  }
  await copy.mayBeNamed?.()
  await takeOver(aside, path, missing)
  await syncFile(target)
  return { path, writtenBytes: meter.writtenBytes(), keptBytes: meter.keptBytes(), readFrom }
}

type Meter = ReturnType<typeof meterOf>

function meterOf({ files, progress }: FolderCopy) {
  const all = 2 * files.reduce((sum, file) => sum + file.sizeBytes, 0)
  let [done, written, kept] = [0, 0, 0]
  const add = (bytes: number) => {
    done += bytes
    progress?.(all === 0 ? 1 : Math.min(1, done / all))
  }
  return {
    kept(file: CopiedFile) {
      kept += file.sizeBytes
      add(2 * file.sizeBytes)
    },
    resumed(bytes: number) {
      kept += bytes
      add(bytes)
    },
    written(bytes: number) {
      written += bytes
      add(bytes)
    },
    readBack: add,
    writtenBytes: () => written,
    keptBytes: () => kept,
  }
}

/** Goes on after the bytes that are there and right; syncs as it goes, so that what is shown as written is. */
async function writeFile(
  path: string,
  file: CopiedFile,
  meter: Meter,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { sameBytes } = await compareFile(path, file, signal)
  await truncate(path, sameBytes).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  meter.resumed(sameBytes)
  const rest = sameBytes < file.sizeBytes ? file.read(sameBytes) : []
  await appendSynced(path, rest, { signal, heard: meter.written })
}

/** One rename where the folder is new; file by file where it is there and some of it was damaged. */
async function takeOver(aside: string, path: string, files: readonly CopiedFile[]): Promise<void> {
  const there = await readdir(path).catch(() => undefined)
  if (there === undefined) {
    // What an earlier, different try left aside is none of this folder.
    const known = new Set(files.map((file) => file.name))
    for (const name of await readdir(aside)) if (!known.has(name)) await rm(join(aside, name))
    await rename(aside, path)
    return
  }
  for (const { name } of files) await rename(join(aside, name), join(path, name))
  await syncFile(path)
  await rmdir(aside)
}
