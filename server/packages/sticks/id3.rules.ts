import { plain } from '../files.rules.ts'

// ID3v2.3 (id3.org, informal standard of 3 February 1999), of text frames alone: no cover, no padding, nothing unsynchronised.

/** How a loudspeaker file begins: what a player shows, in letters it can show, or nothing that might make it skip the file. */
export const tagProfiles = ['ascii-v23', 'no-tags', 'utf16-v23'] as const
export type TagProfile = (typeof tagProfiles)[number]

/** Players of little memory read no longer tag. */
export const mostTagBytes = 1024
/** UTF-16 takes two bytes a unit: three texts of this length, their headers and a track number stay below the limit. */
const mostUnits = 120

interface TagWords {
  readonly title: string
  readonly album: string
  readonly artist: string
  /** From 1. */
  readonly track: number
  readonly of: number
}

/** The bytes before the first frame of sound; empty for `no-tags`, at most `mostTagBytes` for the others. */
export function tagBytes(profile: TagProfile, words: TagWords): Uint8Array {
  if (profile === 'no-tags') return new Uint8Array()
  const write = profile === 'ascii-v23' ? ascii : utf16
  const frames = [
    textFrame('TIT2', write(words.title)),
    textFrame('TPE1', write(words.artist)),
    textFrame('TALB', write(words.album)),
    // Numbers are ASCII in every profile.
    textFrame('TRCK', ascii(`${words.track}/${words.of}`)),
  ]
  const body = joined(frames)
  return joined([letters('ID3'), Uint8Array.of(3, 0, 0, ...sevenBits(body.length)), body])
}

/** Whether these bytes are one whole tag and nothing else, so that no sound hides in them. */
export const isTag = (bytes: Uint8Array): boolean =>
  bytes.length > 10 &&
  [0x49, 0x44, 0x33, 3, 0, 0, ...sevenBits(bytes.length - 10)].every((byte, at) => bytes[at] === byte)

const letters = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

/** Encoding 0: ISO 8859-1, of which only ASCII looks the same on every display. */
const ascii = (text: string) => joined([Uint8Array.of(0), letters(plain(text).trim().slice(0, mostUnits))])

/** Encoding 1: UTF-16 with its byte order mark, little end first. */
function utf16(text: string): Uint8Array {
  const bytes = [1, 0xff, 0xfe]
  let units = 0
  // By whole characters, so that none is cut in two.
  for (const letter of text.normalize('NFC').trim()) {
    if (units + letter.length > mostUnits) break
    units += letter.length
    for (let at = 0; at < letter.length; at++) {
      const unit = letter.charCodeAt(at)
      bytes.push(unit & 0xff, unit >> 8)
    }
  }
  return Uint8Array.from(bytes)
}

/** Version 2.3 writes a frame's size in plain 32 bits, and the tag's in four times seven. */
function textFrame(id: string, content: Uint8Array): Uint8Array {
  const head = new Uint8Array(10)
  head.set(letters(id))
  new DataView(head.buffer).setUint32(4, content.length)
  return joined([head, content])
}

const sevenBits = (value: number) => [21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f)

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
