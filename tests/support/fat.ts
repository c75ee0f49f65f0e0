import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A FAT32 volume of the system's own, mounted like a stick that was plugged in. */
interface MountedFat {
  readonly path: string
  /** Pulls it out, once; found sound by fsck. */
  unmount(): Promise<void>
  /** The names in a folder as its records stand, once it is out. */
  listed(folder: string): Promise<string[]>
}

/** Undefined where this machine or this person may mount none; `told` then hears why, so that nothing is left out silently. */
export async function aMountedFat(
  folder: string,
  told: (why: string) => void,
): Promise<MountedFat | undefined> {
  const image = join(folder, 'fat.img')
  const path = join(folder, 'fat')
  await mkdir(path)
  await run('truncate', ['-s', '64M', image])
  await run('mkfs.vfat', ['-F', '32', image])
  try {
    await run('mount', ['-o', 'loop', image, path])
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string }
    told((stderr || message).trim())
    return undefined
  }
  let isOut = false
  return {
    path,
    async unmount() {
      if (isOut) return
      isOut = true
      await run('umount', [path])
      await run('fsck.vfat', ['-n', image])
    },
    listed: async (at) => (await run('mdir', ['-i', image, '-b', `::${at}`])).stdout.trim().split('\n'),
  }
}
