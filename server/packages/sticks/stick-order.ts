import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../errors.ts'

/**
 * Looks whether the records of a stick stand as its files were written, which is how most players play. Throws DomainError
 * `stick_order`. Only FAT tells its records in the order in which they stand.
 */
export async function assertOrder(path: string, files: readonly { path: string }[]): Promise<void> {
  for (const [folder, wanted] of recordsOf(files)) {
    const there: string[] = []
    // Records as they stand: a listing of the whole folder at once would come sorted by name.
    for await (const entry of await opendir(join(path, folder))) there.push(entry.name.toUpperCase())
    const known = new Set(wanted)
    const order = there.filter((name) => known.has(name))
    if (order.join('/') !== wanted.join('/')) throw new DomainError('stick_order', { folder: folder || '/' })
  }
}

/** By folder, '' for the root, the names that must follow each other. */
function recordsOf(files: readonly { path: string }[]): Map<string, string[]> {
  const folders = new Map<string, string[]>([['', []]])
  const add = (folder: string, name: string) => folders.set(folder, [...(folders.get(folder) ?? []), name])
  for (const { path } of files) {
    const [first = '', second] = path.split('/')
    if (!folders.get('')?.includes(first)) add('', first)
    if (second) add(first, second)
  }
  return folders
}
