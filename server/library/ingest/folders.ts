import { constants } from 'node:fs'
import { type FileHandle, open, readdir, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { driveFolders } from '../../storage/drives.ts'

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
  // The data may itself lie on a mounted drive: what is stored or being made there is nobody's to take in.
  const own = deps.config.dataDir
  for (const { root, place } of roots(deps)) await walk(root, root, { place, own }, 0, files)
  return files
}

async function walk(
  root: string,
  folder: string,
  of: { place: InboxFile['place']; own: string },
  depth: number,
  files: InboxFile[],
): Promise<void> {
  // A drive pulled out while it is read, or a folder of somebody else's: what can be seen is shown.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (files.length >= mostFiles || entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory() && depth < deepest && path !== of.own)
      await walk(root, path, of, depth + 1, files)
    if (!entry.isFile() || !mediaName.test(entry.name)) continue
    const facts = await factsOf(path)
    if (facts)
      files.push({ path, name: entry.name, folder: relative(root, folder), place: of.place, ...facts })
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
  const real = await orNotFound(realpath(path))
  await assertInside(deps, real)
  const file = await orNotFound(openPlain(real))
  try {
    // A folder on the way may have become a link since: what counts is where the open file lies.
    await assertInside(deps, await realpath(`/proc/self/fd/${file.fd}`))
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

async function assertInside({ config }: Pick<Deps, 'config'>, real: string): Promise<void> {
  const within = async (path: string, root: string) => {
    const realRoot = await realpath(root).catch(() => undefined)
    return realRoot !== undefined && path.startsWith(realRoot + sep)
  }
  const inInbox = await within(real, config.inboxDir)
  // The data may itself lie on a mounted drive, or below the inbox: nothing of it is taken in but what its inbox holds.
  if (await within(real, config.dataDir)) {
    if (inInbox && (await within(await realpath(config.inboxDir), config.dataDir))) return
    throw new DomainError('outside_inbox')
  }
  if (inInbox) return
  for (const root of driveFolders) if (await within(real, root)) return
  throw new DomainError('outside_inbox')
}

async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    const known = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EACCES', 'ERR_INVALID_ARG_VALUE']
    if (known.includes(String((error as NodeJS.ErrnoException).code))) throw new DomainError('not_found')
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
