import type { Session } from './uploads.schema.ts'

const longestName = 200

/**
 * A file's name as it is shown, never as a path: without folders, control signs and signs that turn the writing
 * round; NFC; at most 200 characters, the extension kept.
 */
export function shownFileName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain === '' || /^\.+$/.test(plain)) return '?'
  const signs = [...plain]
  if (signs.length <= longestName) return plain
  const extension = /\.[^.\s]{1,10}$/.exec(plain)?.[0] ?? ''
  return `${signs.slice(0, longestName - extension.length - 1).join('')}…${extension}`
}

// Bits a second of what is made of a recording: see the house file, the proxy and the largest delivery (XDCAM HD422).
const housePictureBits = 16_000_000
const houseSoundBits = 2_304_000
const proxyBits = 1_000_000
const deliveryBits = 52_304_000
/** How often over a recording of unknown length is counted: source, house, proxy and one delivery of like size. */
const chainOverSource = 4

/** Bytes that a recording takes with all that is made of it: source, house, proxy and one delivery. */
export function chainBytes(recording: {
  sizeBytes: number
  durationMs?: number | undefined
  hasPicture?: boolean | undefined
}): number {
  const { sizeBytes, durationMs, hasPicture } = recording
  if (durationMs === undefined) return sizeBytes * chainOverSource
  const bits =
    hasPicture === false ? houseSoundBits * 2 : housePictureBits + houseSoundBits + proxyBits + deliveryBits
  return sizeBytes + Math.ceil((durationMs / 1000) * (bits / 8))
}

/** Bytes of a disk that uploads leave free: the configured reserve or 5 % of the disk, the greater; 0 turns it off. */
export function reserveBytes(configured: number, diskBytes: number): number {
  return configured === 0 ? 0 : Math.max(configured, Math.floor(diskBytes * 0.05))
}

/** The instant (ISO) at which so many bytes will have come, at a speed in bytes a second. */
export function arrivesAt(now: string, leftBytes: number, bytesPerSecond: number): string {
  return new Date(Date.parse(now) + (leftBytes / bytesPerSecond) * 1000).toISOString()
}

/** A break longer than this (ms) begins a new session; a shorter one is the line catching its breath. */
const breakMs = 120_000
const mostSessions = 40

/** The sessions after bytes `from` to `to` were safe at `at`; at most 40, the oldest two joined when there are more. */
export function noteSession(
  sessions: readonly Session[],
  { from, to, at }: { from: number; to: number; at: string },
): Session[] {
  const last = sessions.at(-1)
  const goesOn = last && Date.parse(at) - Date.parse(last.endedAt) <= breakMs && from <= last.to
  if (goesOn) return [...sessions.slice(0, -1), { ...last, to, endedAt: at }]
  const all = [...sessions, { from, to, startedAt: at, endedAt: at }]
  const [first, second, ...rest] = all
  if (all.length <= mostSessions || !first || !second) return all
  return [{ ...second, from: first.from, startedAt: first.startedAt }, ...rest]
}

/** The queue's order after one was put at a place counted from 0. */
export function movedTo<T>(order: readonly T[], item: T, position: number): T[] {
  const others = order.filter((other) => other !== item)
  return [...others.slice(0, position), item, ...others.slice(position)]
}

// What people here put into file names for a language, with tones and without.
const languageWords: Record<string, readonly string[]> = {
  hmn: ['mông', 'mong', 'hmong', 'hmông'],
  tyz: ['tày', 'tay'],
  nut: ['nùng', 'nung'],
  ium: ['dao'],
  nty: ['lôlô', 'lolo'],
  'x-sanchi': ['sánchỉ', 'sanchi'],
  vi: ['việt', 'viet', 'kinh'],
}

/** A guess at the language from the file's name; undefined when it says nothing. People check it. */
export function languageFromName(fileName: string): string | undefined {
  const words = fileName
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
  return Object.keys(languageWords).find((code) => languageWords[code]?.some((word) => words.includes(word)))
}
