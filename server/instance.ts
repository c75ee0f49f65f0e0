import { mkdir, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import BetterSqlite from 'better-sqlite3'

// File systems without an atomic rename or without shared memory for WAL (statfs magic numbers, linux/magic.h).
const UNFIT: Record<number, string> = {
  19780: 'FAT',
  538032816: 'exFAT',
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'SMB',
  4266872130: 'SMB',
}

/** The name of the file system when it cannot hold the data folder, else undefined. */
export function unfitFileSystem(type: number): string | undefined {
  return UNFIT[type >>> 0]
}

/** The kind of file system a path lies on, or would lie on once it is made. */
async function fileSystemOf(path: string): Promise<number> {
  try {
    return (await statfs(path)).type
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return fileSystemOf(dirname(path))
  }
}

/** Makes the data folder, or refuses with a plain sentence where nothing kept there would be safe. */
export async function prepareDataDir(dataDir: string, kindOf = fileSystemOf): Promise<void> {
  const unfit = unfitFileSystem(await kindOf(dataDir))
  if (unfit) {
    throw new Error(
      `Thư mục dữ liệu ${dataDir} nằm trên ${unfit}, không giữ được dữ liệu an toàn. Hãy chọn ổ ext4 hoặc xfs bằng --data.\n` +
        `The data folder ${dataDir} is on ${unfit}, which cannot keep it safe. Choose an ext4 or xfs disk with --data.`,
    )
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
}

/** One server per data folder: a file lock that the kernel frees even after kill -9. */
export function lockInstance(dataDir: string): () => void {
  const lock = new BetterSqlite(join(dataDir, 'instance.lock'), { timeout: 0 })
  try {
    lock.pragma('locking_mode = exclusive')
    lock.exec('begin exclusive')
  } catch {
    lock.close()
    throw new Error(`Một máy chủ Vang khác đang dùng ${dataDir}.\nAnother Vang server is using ${dataDir}.`)
  }
  return () => lock.close()
}
