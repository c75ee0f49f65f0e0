import { sep } from 'node:path'
import { DomainError, type ErrorCode } from '../errors.ts'

/** What the system calls a disk that is full, locked or gone. */
const troubles: Record<string, ErrorCode> = {
  ENOSPC: 'disk_filled',
  EDQUOT: 'disk_filled',
  EFBIG: 'disk_filled',
  EROFS: 'disk_read_only',
  EACCES: 'disk_read_only',
  EPERM: 'disk_read_only',
  EIO: 'disk_gone',
  ENOENT: 'disk_gone',
  ENODEV: 'disk_gone',
  ENXIO: 'disk_gone',
  ENOTDIR: 'disk_gone',
}

/** The error of writing to somebody's disk as one a person understands; our own store's troubles are none of that disk's. */
export function diskTrouble(error: unknown, dataDir: string): unknown {
  const { code = '', path = '' } = error as NodeJS.ErrnoException
  const trouble = troubles[code]
  return trouble && !path.startsWith(dataDir + sep) ? new DomainError(trouble) : error
}
