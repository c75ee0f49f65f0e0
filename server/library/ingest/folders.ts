import { constants } from 'node:fs'
import { type FileHandle, open, readdir, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'

/** Where systems mount drives. */
const driveFolders = ['/media', '/run/media', '/mnt']
const deepest = 6
const mostFiles = 500
const mediaName =
  /\.(mp4|m4v|mov|mxf|mkv|webm|avi|ts|m2ts|mts|mpg|mpeg|vob|wmv|asf|flv|3gp|dv|wav|w64|mp3|m4a|aac|flac|ogg|opus|aiff?|caf|wma|amr|ac3)$/i

/** A file that may be taken in. */
export interface InboxFile {
  path: string
  name: string
  /** The folder it lies in, below the inbox or the drives. */
  folder: string
  place: 'inbox' | 'drive'
  sizeBytes: number
  modifiedAt: string
}

const roots = ({ config }: Pick<Deps, 'config'>) => [
  { root: config.inboxDir, place: 'inbox' as const },
  ...driveFolders.map((root) => ({ root, place: 'drive' as const })),
]

/** Recordings in the inbox and on mounted drives, by name; links are not followed. */
export async function listInbox(deps: Pick<Deps, 'config'>): Promise<InboxFile[]> {
  const files: InboxFile[] = []
  for (const { root, place } of roots(deps)) await walk(root, root, place, 0, files)
  return files
}

async function walk(
  root: string,
  folder: string,
  place: InboxFile['place'],
  depth: number,
  files: InboxFile[],
): Promise<void> {
  // A drive pulled out while it is read, or a folder of somebody else's: what can be seen is shown.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (files.length >= mostFiles || entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory() && depth < deepest) await walk(root, path, place, depth + 1, files)
    if (!entry.isFile() || !mediaName.test(entry.name)) continue
    const facts = await factsOf(path)
    if (facts) files.push({ path, name: entry.name, folder: relative(root, folder), place, ...facts })
  }
}

async function factsOf(path: string): Promise<{ sizeBytes: number; modifiedAt: string } | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => undefined)
  if (!file) return undefined
  try {
    const { size, mtime } = await file.stat()
    return { sizeBytes: size, modifiedAt: mtime.toISOString() }
  } finally {
    await file.close()
  }
}

/** Opens a file that lies, with every link followed, inside the inbox or a mounted drive; any other is refused. */
export async function openInside(deps: Pick<Deps, 'config'>, path: string): Promise<FileHandle> {
  const real = await realpathOr(path, 'not_found')
  for (const { root } of roots(deps)) {
    const realRoot = await realpath(root).catch(() => undefined)
    if (realRoot && real.startsWith(realRoot + sep)) return openPlain(real)
  }
  throw new DomainError('outside_inbox')
}

async function realpathOr(path: string, code: 'not_found'): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    const known = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EACCES', 'ERR_INVALID_ARG_VALUE']
    if (known.includes(String((error as NodeJS.ErrnoException).code))) throw new DomainError(code)
    throw error
  }
}

/** Opens a plain file: no folder, device or pipe, and no link put in its place meanwhile. */
export async function openPlain(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  if ((await file.stat()).isFile()) return file
  await file.close()
  throw new DomainError('not_media')
}
