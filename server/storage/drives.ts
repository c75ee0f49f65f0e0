import { readFile, statfs } from 'node:fs/promises'
import { sep } from 'node:path'

/** Where systems mount drives. */
export const driveFolders: readonly string[] = ['/media', '/run/media', '/mnt']

/** A drive that somebody plugged in. */
export interface Drive {
  path: string
  /** What a person sees on it: the last part of where it is mounted. */
  name: string
  fileSystem: string
  freeBytes: number
  sizeBytes: number
  readOnly: boolean
  /** FAT12, FAT16 or FAT32, whose files end at 4 GiB. */
  fat: boolean
}

/** statfs's number for FAT of any width (linux/magic.h, MSDOS_SUPER_MAGIC). */
const fatMagic = 0x4d44

/** Room and kind of the file system under a path, as the system tells them. */
export async function driveAt(path: string): Promise<Pick<Drive, 'freeBytes' | 'sizeBytes' | 'fat'>> {
  const { type, bavail, blocks, bsize } = await statfs(path)
  return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize, fat: type === fatMagic }
}

/** The escapes of proc(5): blanks and the like as octal numbers. */
const unescaped = (text: string) =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))

/** Disks of other machines. */
const elsewhere = /^(nfs4?|cifs|smb3|fuse\b)/

/** Mounted drives, by path. A folder there on which nothing is mounted is the system's own disk and is not among them. */
export async function listDrives(folders: readonly string[] = driveFolders): Promise<Drive[]> {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).trim().split('\n')
  const drives = new Map<string, Drive>()
  for (const line of mounts) {
    const [before = '', after = ''] = line.split(' - ')
    const [, , , , escaped = '', options = ''] = before.split(' ')
    const path = unescaped(escaped)
    if (!folders.some((folder) => path === folder || path.startsWith(folder + sep))) continue
    const [fileSystem = '', source = ''] = after.split(' ')
    // What lies in memory is nobody's disk.
    if (!source.startsWith('/dev/') && !elsewhere.test(fileSystem)) continue
    const facts = await driveAt(path).catch(() => undefined)
    if (!facts || facts.sizeBytes === 0) continue
    const readOnly = options.split(',').includes('ro')
    drives.set(path, { path, name: path.split(sep).at(-1) ?? path, fileSystem, readOnly, ...facts })
  }
  return [...drives.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}
