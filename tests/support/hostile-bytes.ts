import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What ffmpeg makes of these arguments, as bytes; the output's name is ours. */
export async function made(extension: string, args: readonly string[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'vang-hostile-'))
  const path = join(folder, `made.${extension}`)
  try {
    await promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', ...args, path])
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=2']
export const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000:duration=2']

/** Numbers that look random and are the same each time. */
export function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}

export const firstHalf = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))

/** Changes bytes behind the nth place where a text stands. */
export function patched(bytes: Buffer, text: string, change: (at: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes)
  let found = 0
  for (let at = copy.indexOf(text, 0, 'latin1'); at >= 0; at = copy.indexOf(text, at + 1, 'latin1')) {
    change(copy.subarray(at))
    found += 1
  }
  if (found === 0) throw new Error(`${text} is nowhere in the file`)
  return copy
}

/** A box of MP4 and MOV: size, four letters, and what is in it. */
export function box(type: string, ...inside: Buffer[]): Buffer {
  const body = Buffer.concat(inside)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** An element of Matroska: its id in hexadecimal, and what is in it, behind a size of eight bytes. */
export function element(id: string, ...inside: Buffer[]): Buffer {
  const body = Buffer.concat(inside)
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE(BigInt(body.length) | (1n << 56n))
  return Buffer.concat([Buffer.from(id, 'hex'), size, body])
}

export function matroska(...inside: Buffer[]): Buffer {
  const head = element('1a45dfa3', element('4282', Buffer.from('matroska')))
  return Buffer.concat([head, element('18538067', ...inside)])
}

/** So many sound tracks, none of which has anything in it. */
export function emptyTracks(count: number): Buffer {
  const track = (number: number) => {
    const numbered = Buffer.alloc(2)
    numbered.writeUInt16BE(number)
    const kind = element('83', Buffer.from([2]))
    const codec = element('86', Buffer.from('A_PCM/INT/LIT'))
    return element('ae', element('d7', numbered), element('73c5', numbered), kind, codec)
  }
  return element('1654ae6b', ...Array.from({ length: count }, (_, n) => track(n + 1)))
}

/** Some sound of the first track. */
export const oneBlock = element(
  '1f43b675',
  element('e7', Buffer.from([0])),
  element('a3', Buffer.concat([Buffer.from([0x81, 0, 0, 0x80]), Buffer.alloc(4000)])),
)

/** A chunk of RIFF. */
export function chunk(type: string, ...inside: Buffer[]): Buffer {
  const body = Buffer.concat(inside)
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}
