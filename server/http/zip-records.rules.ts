// The records of a ZIP file as bytes (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5). Everything is stored, never
// compressed, and carries one fixed time, so that the same files always make the same bytes.

import type { Stretch } from './byte-plan.rules.ts'

/** One file inside a ZIP: where it stands and which stored bytes it has. */
export interface ZipEntry {
  /** Path inside the ZIP, with `/` between folders. */
  readonly path: string
  readonly sizeBytes: number
  /** CRC-32 of the bytes, unsigned. */
  readonly crc32: number
  /** Of its bytes; under it they are kept, unless they are laid together. */
  readonly sha256: string
  /** What its bytes are laid together from, where they are no stored file of their own. */
  readonly laid?: readonly Stretch[]
}

const STORED = 0
/** 01/01/1980 00:00, the earliest time a ZIP can name. */
const DOS_TIME = 0
const DOS_DATE = 0x0021
const MAX_16 = 0xffff
const MAX_32 = 0xffffffff
const UTF8_NAMES = 1 << 11
/** Made on Unix, so that the file mode below is read. */
const MADE_BY = (3 << 8) | 45
const FILE_MODE = 0o100644

const encoder = new TextEncoder()

type Field = readonly [size: 2 | 4 | 8, value: number]

function bytesOf(fields: readonly Field[], ...tails: readonly Uint8Array[]): Uint8Array {
  const headBytes = fields.reduce((sum, [size]) => sum + size, 0)
  const bytes = new Uint8Array(headBytes + tails.reduce((sum, tail) => sum + tail.length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true)
    else if (size === 4) view.setUint32(at, value, true)
    else view.setBigUint64(at, BigInt(value), true)
    at += size
  }
  for (const tail of tails) {
    bytes.set(tail, at)
    at += tail.length
  }
  return bytes
}

const or16 = (value: number) => Math.min(value, MAX_16)
const or32 = (value: number) => Math.min(value, MAX_32)
const flagsFor = (name: Uint8Array) => (name.some((byte) => byte > 0x7f) ? UTF8_NAMES : 0)

/** The ZIP64 extra field holds, in order, only what does not fit into 32 bits. */
function zip64Extra(values: readonly number[]): Uint8Array {
  if (values.length === 0) return new Uint8Array()
  return bytesOf([[2, 1], [2, values.length * 8], ...values.map((value): Field => [8, value])])
}

/** The record before a file's bytes. In it ZIP64 names both sizes or neither. */
export function localHeader(entry: ZipEntry): Uint8Array {
  const name = encoder.encode(entry.path)
  const large = entry.sizeBytes >= MAX_32
  const extra = zip64Extra(large ? [entry.sizeBytes, entry.sizeBytes] : [])
  const fields: Field[] = [
    [4, 0x04034b50],
    [2, large ? 45 : 10],
    [2, flagsFor(name)],
    [2, STORED],
    [2, DOS_TIME],
    [2, DOS_DATE],
    [4, entry.crc32],
    [4, or32(entry.sizeBytes)],
    [4, or32(entry.sizeBytes)],
    [2, name.length],
    [2, extra.length],
  ]
  return bytesOf(fields, name, extra)
}

/** A file's line in the directory at the end. `offset` is where its local header begins. */
export function directoryRecord(entry: ZipEntry, offset: number): Uint8Array {
  const name = encoder.encode(entry.path)
  const large = entry.sizeBytes >= MAX_32
  const far = offset >= MAX_32
  const extra = zip64Extra([...(large ? [entry.sizeBytes, entry.sizeBytes] : []), ...(far ? [offset] : [])])
  const fields: Field[] = [
    [4, 0x02014b50],
    [2, MADE_BY],
    [2, large || far ? 45 : 10],
    [2, flagsFor(name)],
    [2, STORED],
    [2, DOS_TIME],
    [2, DOS_DATE],
    [4, entry.crc32],
    [4, or32(entry.sizeBytes)],
    [4, or32(entry.sizeBytes)],
    [2, name.length],
    [2, extra.length],
    [2, 0], // comment
    [2, 0], // disk
    [2, 0], // internal attributes
    [4, FILE_MODE * 0x10000],
    [4, or32(offset)],
  ]
  return bytesOf(fields, name, extra)
}

/** What ends the file and says where the directory is; with the ZIP64 form of it when a number does not fit. */
export function endRecords(count: number, directory: { offset: number; sizeBytes: number }): Uint8Array {
  const { offset, sizeBytes } = directory
  const end = bytesOf([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, or16(count)],
    [2, or16(count)],
    [4, or32(sizeBytes)],
    [4, or32(offset)],
    [2, 0],
  ])
  if (count < MAX_16 && offset < MAX_32 && sizeBytes < MAX_32) return end
  const fields: Field[] = [
    [4, 0x06064b50],
    [8, 44], // what follows in this record
    [2, MADE_BY],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, sizeBytes],
    [8, offset],
    // The locator of the record above.
    [4, 0x07064b50],
    [4, 0],
    [8, offset + sizeBytes],
    [4, 1],
  ]
  return bytesOf(fields, end)
}
