// The records of a FAT32 volume as bytes (Microsoft, FAT: General Overview of On-Disk Format, 1.03). A volume without a
// partition table: its first sector is the volume's own.

export const sectorBytes = 512
export const recordBytes = 32
/** Clusters are counted from 2. */
export const firstCluster = 2
export const endOfChain = 0x0fffffff
const mediaFixed = 0xf8
/** Where the copy of the first three sectors stands. */
const backupSector = 6

export interface Geometry {
  readonly sectors: number
  readonly reservedSectors: number
  readonly fatSectors: number
  readonly sectorsPerCluster: number
}

const letters = (bytes: Uint8Array, at: number, text: string) => {
  for (const [index, letter] of [...text].entries()) bytes[at + index] = letter.charCodeAt(0)
}

function signed(bytes: Uint8Array): Uint8Array {
  bytes[510] = 0x55
  bytes[511] = 0xaa
  return bytes
}

/** Section "Boot Sector and BPB", with the fields of FAT32; a machine that tries to start from it goes on to its next disk. */
function bootSector(geometry: Geometry, { label, serial }: { label: string; serial: number }): Uint8Array {
  const bytes = new Uint8Array(sectorBytes)
  const view = new DataView(bytes.buffer)
  bytes.set([0xeb, 0x58, 0x90])
  // The name that the most systems trust.
  letters(bytes, 3, 'MSWIN4.1')
  view.setUint16(11, sectorBytes, true)
  bytes[13] = geometry.sectorsPerCluster
  view.setUint16(14, geometry.reservedSectors, true)
  bytes[16] = 2
  bytes[21] = mediaFixed
  view.setUint16(24, 63, true)
  view.setUint16(26, 255, true)
  view.setUint32(32, geometry.sectors, true)
  view.setUint32(36, geometry.fatSectors, true)
  view.setUint32(44, firstCluster, true)
  view.setUint16(48, 1, true)
  view.setUint16(50, backupSector, true)
  bytes[64] = 0x80
  bytes[66] = 0x29
  view.setUint32(67, serial, true)
  letters(bytes, 71, label.padEnd(11))
  letters(bytes, 82, 'FAT32   ')
  bytes.set([0xcd, 0x18, 0xeb, 0xfe], 90)
  return signed(bytes)
}

function infoSector(freeClusters: number, nextFree: number): Uint8Array {
  const bytes = new Uint8Array(sectorBytes)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x41615252, true)
  view.setUint32(484, 0x61417272, true)
  view.setUint32(488, freeClusters, true)
  view.setUint32(492, nextFree, true)
  return signed(bytes)
}

/** Everything before the first allocation table: the first three sectors and their copies. */
export function reservedRegion(
  geometry: Geometry,
  about: { label: string; serial: number; freeClusters: number; nextFree: number },
): Uint8Array {
  const region = new Uint8Array(geometry.reservedSectors * sectorBytes)
  const three = [
    bootSector(geometry, about),
    infoSector(about.freeClusters, about.nextFree),
    signed(new Uint8Array(sectorBytes)),
  ]
  for (const [index, sector] of three.entries()) {
    region.set(sector, index * sectorBytes)
    region.set(sector, (backupSector + index) * sectorBytes)
  }
  return region
}

/**
 * The bytes from `from` to `to` of an allocation table in which every chain lies in one piece and they follow each
 * other: each cluster before `nextFree` names the next, but those in `lasts`, which end a chain.
 */
export function tableBytes(
  { lasts, nextFree }: { lasts: ReadonlySet<number>; nextFree: number },
  from: number,
  to: number,
): Uint8Array {
  const first = Math.floor(from / 4)
  const count = Math.ceil(to / 4) - first
  const view = new DataView(new ArrayBuffer(count * 4))
  for (let index = 0; index < count; index++) {
    const cluster = first + index
    if (cluster >= nextFree) break
    const value =
      cluster === 0 ? 0x0fffff00 | mediaFixed : lasts.has(cluster) || cluster === 1 ? endOfChain : cluster + 1
    view.setUint32(index * 4, value, true)
  }
  return new Uint8Array(view.buffer, from - first * 4, to - from)
}

/** A moment as FAT writes it: two-second steps since 1980, in the clock of the place. */
export interface FatTime {
  readonly date: number
  readonly time: number
}

export function fatTime(local: {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}): FatTime {
  const { year, month, day, hour, minute, second } = local
  return {
    date: (Math.max(0, year - 1980) << 9) | (month << 5) | day,
    time: (hour << 11) | (minute << 5) | (second >> 1),
  }
}

interface Named {
  /** 11 letters: eight of the name and three of the ending, padded with blanks. */
  readonly name: string
  readonly kind: 'file' | 'folder' | 'label'
  readonly cluster: number
  readonly sizeBytes: number
}

const attributes = { file: 0x20, folder: 0x10, label: 0x08 } as const

/** Section "FAT Directory Structure". */
export function directoryEntry({ name, kind, cluster, sizeBytes }: Named, at: FatTime): Uint8Array {
  const bytes = new Uint8Array(recordBytes)
  const view = new DataView(bytes.buffer)
  letters(bytes, 0, name)
  bytes[11] = attributes[kind]
  view.setUint16(14, at.time, true)
  view.setUint16(16, at.date, true)
  view.setUint16(18, at.date, true)
  view.setUint16(20, cluster >>> 16, true)
  view.setUint16(22, at.time, true)
  view.setUint16(24, at.date, true)
  view.setUint16(26, cluster & 0xffff, true)
  view.setUint32(28, kind === 'file' ? sizeBytes : 0, true)
  return bytes
}
