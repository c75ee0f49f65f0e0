/** A delivery may leave only while its version is approved for television and is still the content it was made from. */
export function mayLeave(
  delivery: { readonly contentId: string },
  version: {
    readonly contentId: string
    readonly state: string
    readonly approvedUses: readonly string[]
    readonly workWithdrawn: boolean
  },
): 'not_approved' | 'content_changed' | 'withdrawn' | null {
  if (version.state === 'withdrawn' || version.workWithdrawn) return 'withdrawn'
  if (version.contentId !== delivery.contentId) return 'content_changed'
  return version.approvedUses.includes('tv') ? null : 'not_approved'
}

/** FAT32 keeps a file's length in 32 bits (Microsoft's specification of FAT, 6.1): one byte less than 4 GiB. */
export const fatLargestFile = 2 ** 32 - 1
/** What folders, tables and rounding up to clusters take beside the files themselves. */
const spareBytes = 4 * 1024 ** 2

export interface DiskFacts {
  freeBytes: number
  /** FAT12, FAT16 or FAT32; exFAT has no such limit. */
  fat: boolean
  readOnly: boolean
}

/** Why a disk cannot take a folder; amounts in whole megabytes, which read alike in every language. */
export type DiskHindrance =
  | { code: 'disk_read_only'; details: Record<string, never> }
  | { code: 'fat_too_large'; details: { name: string; size: string } }
  | { code: 'disk_too_small'; details: { needed: string; free: string } }

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`

/** Why a folder cannot be written to a disk, known before the first byte; `presentBytes` of it are there already. Null where it can. */
export function hindranceOfDisk(
  files: readonly { name: string; sizeBytes: number }[],
  disk: DiskFacts,
  presentBytes = 0,
): DiskHindrance | null {
  if (disk.readOnly) return { code: 'disk_read_only', details: {} }
  const large = disk.fat ? files.find((file) => file.sizeBytes > fatLargestFile) : undefined
  if (large) return { code: 'fat_too_large', details: { name: large.name, size: megabytes(large.sizeBytes) } }
  const allBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  const neededBytes = Math.max(0, allBytes - presentBytes) + spareBytes
  if (neededBytes <= disk.freeBytes) return null
  const details = { needed: megabytes(neededBytes), free: megabytes(disk.freeBytes) }
  return { code: 'disk_too_small', details }
}
