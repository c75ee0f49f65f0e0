import { rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { appendSynced } from '../../storage/append-synced.ts'
import { syncFile } from '../../storage/blobs.ts'
import { canonicalJson } from '../../storage/canonical.rules.ts'
import { STICK_LIST, UNFINISHED_LIST } from './stick-folder.rules.ts'
import type { StickList } from './sticks.schema.ts'

// The list by which a stick says what on it is ours, and whether it is whole. Each step is on the disk before the next.

const unless =
  (...codes: string[]) =>
  (error: NodeJS.ErrnoException) => {
    if (!codes.includes(error.code ?? '')) throw error
  }

/** From here until it is whole again the stick says that it is being written. */
export async function unfinish(path: string): Promise<void> {
  await rename(join(path, STICK_LIST), join(path, UNFINISHED_LIST)).catch(unless('ENOENT'))
  await syncFile(path)
}

/** Removes what the list names, last first, and our folders where nothing else is left in them. */
export async function removeListed(path: string, list: StickList, kept: ReadonlySet<string>): Promise<void> {
  const gone = list.files.filter((file) => !kept.has(file.path)).toReversed()
  for (const file of gone) await rm(join(path, file.path)).catch(unless('ENOENT'))
  for (const { name } of list.folders.toReversed())
    await rmdir(join(path, name)).catch(unless('ENOENT', 'ENOTEMPTY'))
  await syncFile(path)
}

/** Says what is about to be written. */
export async function begin(path: string, list: StickList): Promise<void> {
  await writeList(join(path, UNFINISHED_LIST), list)
  await syncFile(path)
}

/** Says that the stick is whole. */
export async function finish(path: string, list: StickList): Promise<void> {
  await writeList(join(path, STICK_LIST), list)
  await rm(join(path, UNFINISHED_LIST))
  await syncFile(path)
}

async function writeList(path: string, list: StickList): Promise<void> {
  await rm(path).catch(unless('ENOENT'))
  await appendSynced(path, Readable.from([Buffer.from(canonicalJson(list))]), {})
}
