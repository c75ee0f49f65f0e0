import { mxfHeaderAt } from './mxf.ts'

export type Format =
  | 'mp4'
  | 'mov'
  | 'mxf'
  | 'ts'
  | 'mpeg'
  | 'avi'
  | 'mkv'
  | 'asf'
  | 'flv'
  | 'dv'
  | 'wav'
  | 'w64'
  | 'aiff'
  | 'caf'
  | 'flac'
  | 'mp3'
  | 'aac'
  | 'ac3'
  | 'ogg'
  | 'amr'
  | 'picture'
  | 'archive'
  | 'playlist'
  | 'text'
  | 'other'
  | 'empty'
  | 'unknown'

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to))

const signatures: readonly [Format, number, string][] = [
  ['mkv', 0, '\x1a\x45\xdf\xa3'],
  ['flac', 0, 'fLaC'],
  ['ogg', 0, 'OggS'],
  ['flv', 0, 'FLV\x01'],
  ['asf', 0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
  ['amr', 0, '#!AMR'],
  ['caf', 0, 'caff'],
  ['w64', 0, 'riff\x2e\x91\xcf\x11'],
  ['mpeg', 0, '\x00\x00\x01\xba'],
  ['dv', 0, '\x1f\x07\x00'],
  ['mp3', 0, 'ID3'],
  ['ac3', 0, '\x0b\x77'],
  ['picture', 0, '\x89PNG\r\n\x1a\n'],
  ['picture', 0, '\xff\xd8\xff'],
  ['picture', 0, 'GIF8'],
  ['picture', 0, 'II*\x00'],
  ['picture', 0, 'MM\x00*'],
  ['archive', 0, 'PK\x03\x04'],
  ['other', 0, '%PDF-'],
  ['other', 0, '\x7fELF'],
  ['other', 0, 'MZ\x90'],
  ['archive', 0, 'Rar!'],
  ['archive', 0, '7z\xbc\xaf\x27\x1c'],
  ['archive', 0, '\x1f\x8b\x08'],
  ['other', 0, '\xd0\xcf\x11\xe0'],
]

const firstAtoms = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot', 'styp', 'moof']
const pictureBrands = ['heic', 'heix', 'mif1', 'msf1', 'avif']

/** A file's format from its first bytes; its name is never believed. */
export function recognise(head: Uint8Array): Format {
  if (head.length === 0) return 'empty'
  const [found] = signatures.find(([, at, text]) => ascii(head, at, at + text.length) === text) ?? []
  if (found === 'archive' && isOfficeDocument(head)) return 'other'
  if (found) return found
  const atom = ascii(head, 4, 8)
  const brand = ascii(head, 8, 12)
  if (atom === 'ftyp' && pictureBrands.includes(brand)) return 'picture'
  if (atom === 'ftyp') return brand === 'qt  ' ? 'mov' : 'mp4'
  if (firstAtoms.includes(atom)) return 'mov'
  const riff = ascii(head, 0, 4)
  if (riff === 'RIFF' || riff === 'RF64') {
    return brand === 'WAVE' ? 'wav' : brand === 'AVI ' ? 'avi' : brand === 'WEBP' ? 'picture' : 'other'
  }
  if (riff === 'FORM' && brand.startsWith('AIF')) return 'aiff'
  if (isTransportStream(head)) return 'ts'
  const text = readAsText(head)
  if (text !== undefined) {
    if (playlistText.test(text)) return 'playlist'
    return drawingText.test(text) ? 'picture' : 'text'
  }
  if (mxfHeaderAt(head) >= 0) return 'mxf'
  return recogniseFrames(head)
}

/** Word, Excel and their like are ZIP archives too; which they are, the name of their first entry says. */
function isOfficeDocument(head: Uint8Array): boolean {
  const nameLength = (head[26] ?? 0) + (head[27] ?? 0) * 256
  const name = ascii(head, 30, 30 + Math.min(nameLength, 64))
  return /^(\[Content_Types\]\.xml|mimetype|(_rels|docProps|word|xl|ppt)\/)/.test(name)
}

function isTransportStream(head: Uint8Array): boolean {
  return [
    [188, 0],
    [192, 4],
    [204, 0],
  ].some(([packet = 188, first = 0]) => {
    const packets = Math.min(5, Math.floor((head.length - first) / packet))
    return (
      packets >= 2 &&
      Array.from({ length: packets }, (_, n) => head[first + n * packet]).every((b) => b === 0x47)
    )
  })
}

// HLS, ffconcat with and without its first line, PLS, DASH, SMIL, SDP, XSPF, ASX: all of them name other files.
const playlistText =
  /^\s*(#EXTM3U|#EXT-X|ffconcat\b|\[playlist\]|\[Reference\]|file\s+['"]?\S|v=0\s|(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<(MPD|smil|playlist|asx|SmoothStreamingMedia)\b)/i

// A drawing in XML, behind its declaration, document type and comments.
const drawingText =
  /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE\s+svg[^>[]*(\[[^\]]*\])?[^>]*>\s*)?<svg\b/is

/** The first bytes as text when they can be nothing else. */
function readAsText(head: Uint8Array): string | undefined {
  const start = head.subarray(0, 4096)
  const odd = start.filter((byte) => byte < 9 || (byte > 13 && byte < 32) || byte === 127).length
  if (odd > 0) return undefined
  // Cut at a character's edge at worst: only the last three bytes may be broken.
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
  } catch {
    return undefined
  }
}

/** MPEG sound without a container: two frames in a row, for two bytes of luck prove nothing. */
function recogniseFrames(head: Uint8Array): Format {
  const [a = 0, b = 0, c = 0] = head
  if (a !== 0xff || (b & 0xe0) !== 0xe0) return 'unknown'
  if ((b & 0xf6) === 0xf0) return 'aac'
  const layered = (b & 0x06) !== 0 && (c & 0xf0) !== 0xf0 && (c & 0x0c) !== 0x0c
  return layered ? 'mp3' : 'unknown'
}
