import { UNFINISHED_LIST } from '../../../server/packages/sticks/stick-folder.rules.ts'
import { fileAt, removeFile } from './folder.ts'

/** No file of FAT32 is longer. */
const MOST_BYTES = 2 ** 32 - 1
/** How exactly the room is found out where it is too small. */
const STEPS = 7

/**
 * Bytes that a folder certainly has room for, up to `wantedBytes`. A browser is told of no disk's free space, but a disk
 * with FAT gives a file its room before there is anything in it: so the room is asked for, and given back. Other file
 * systems may promise more than they have.
 */
export async function roomIn(dir: FileSystemDirectoryHandle, wantedBytes: number): Promise<number> {
  const wanted = Math.min(wantedBytes, MOST_BYTES)
  const wasThere = await fileAt(dir, UNFINISHED_LIST)
  try {
    if (await fits(dir, wanted)) return wantedBytes
    let [room, beyond] = [0, wanted]
    for (let step = 0; step < STEPS; step++) {
      const middle = Math.floor((room + beyond) / 2)
      if (await fits(dir, middle)) room = middle
      else beyond = middle
    }
    return room
  } finally {
    if (!wasThere) await removeFile(dir, UNFINISHED_LIST)
  }
}

/** Written beside the file and never swapped in: what stands there is not touched. */
async function fits(dir: FileSystemDirectoryHandle, bytes: number): Promise<boolean> {
  const handle = await dir.getFileHandle(UNFINISHED_LIST, { create: true })
  const writable = await handle.createWritable()
  try {
    await writable.truncate(bytes)
    return true
  } catch (error) {
    if ((error as DOMException).name === 'QuotaExceededError') return false
    throw error
  } finally {
    await writable.abort().catch(() => undefined)
  }
}
