import { maxTracks } from '../allowed.ts'
import { cutFile, type Declared } from './declared.ts'
import type { Window } from './window.ts'

// RFC 8794 (EBML) and RFC 9559 (Matroska).
const ids = {
  segment: 0x18538067,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackType: 0x83,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  previousSegment: 0x3cb923,
  nextSegment: 0x3eb923,
  encodings: 0x6d80,
  encoding: 0x6240,
  encryption: 0x5035,
  chapters: 0x1043a770,
  edition: 0x45b9,
  chapter: 0xb6,
  chapterSegment: 0x6e67,
}

type Element = { id: number; bodyStart: number; size: number }

function variableNumber(window: Window, offset: number, keepMarker: boolean) {
  const first = window.view(offset, 1)?.getUint8(0)
  if (!first) return undefined
  const length = Math.clz32(first) - 23
  const rest = window.view(offset + 1, length - 1)
  if (!rest) return undefined
  let value = keepMarker ? first : first & (0xff >> length)
  let allOnes = (first & (0xff >> length)) === 0xff >> length
  for (let at = 0; at < length - 1; at += 1) {
    value = value * 256 + rest.getUint8(at)
    allOnes &&= rest.getUint8(at) === 0xff
  }
  return { value: !keepMarker && allOnes ? Number.POSITIVE_INFINITY : value, length }
}

function elements(window: Window, start: number, end: number): Element[] {
  const found: Element[] = []
  let offset = start
  while (offset < end && found.length < 1000) {
    const id = variableNumber(window, offset, true)
    const size = id && variableNumber(window, offset + id.length, false)
    if (!id || !size) break
    const bodyStart = offset + id.length + size.length
    found.push({ id: id.value, bodyStart, size: size.value })
    offset = bodyStart + size.value
  }
  return found
}

/** Matroska and WebM. A live recording leaves the segment's size unknown, which is no fault. */
export function inspectMatroska(window: Window): Declared {
  const declared: Declared = { findings: [] }
  const segment = elements(window, 0, window.sizeBytes).find((element) => element.id === ids.segment)
  if (!segment) return declared
  const end = segment.bodyStart + segment.size
  if (Number.isFinite(end) && end > window.sizeBytes) {
    declared.findings.push(cutFile(end - window.sizeBytes))
  }
  const parts = elements(window, segment.bodyStart, Math.min(end, window.sizeBytes))
  const inside = (id: number) => {
    const parent = parts.find((part) => part.id === id)
    return parent ? elements(window, parent.bodyStart, parent.bodyStart + parent.size) : []
  }
  const within = (parents: readonly Element[], id: number) =>
    parents
      .flatMap((parent) => elements(window, parent.bodyStart, parent.bodyStart + parent.size))
      .filter((element) => element.id === id)
  const entries = inside(ids.tracks).filter((part) => part.id === ids.trackEntry)
  if (entries.length > maxTracks) declared.findings.unshift({ code: 'too_many_tracks', severity: 'error' })
  if (within(within(within(entries, ids.encodings), ids.encoding), ids.encryption).length > 0)
    declared.findings.unshift({ code: 'encrypted', severity: 'error' })
  const kinds = entries
    .flatMap((entry) => elements(window, entry.bodyStart, entry.bodyStart + entry.size))
    .filter((part) => part.id === ids.trackType)
    .map((part) => whole(window, part))
  if (kinds.length > 0) {
    declared.hasPicture = kinds.includes(1)
    declared.hasSound = kinds.includes(2)
  }
  const info = inside(ids.info)
  const linked = info.some(({ id }) => id === ids.previousSegment || id === ids.nextSegment)
  const editions = inside(ids.chapters).filter((part) => part.id === ids.edition)
  // Chapters that play out of another file of the same folder.
  if (linked || within(within(editions, ids.chapter), ids.chapterSegment).length > 0)
    declared.findings.unshift({ code: 'refers_elsewhere', severity: 'error' })
  const scale = info.find((part) => part.id === ids.timestampScale)
  const duration = info.find((part) => part.id === ids.duration)
  const ticks = duration ? real(window, duration) : undefined
  const nanoseconds = (scale && whole(window, scale)) || 1_000_000
  if (ticks && Number.isFinite(ticks)) declared.durationMs = Math.round((ticks * nanoseconds) / 1_000_000)
  return declared
}

function whole(window: Window, element: Element): number | undefined {
  const view = element.size <= 6 ? window.view(element.bodyStart, element.size) : undefined
  if (!view) return undefined
  let value = 0
  for (let at = 0; at < element.size; at += 1) value = value * 256 + view.getUint8(at)
  return value
}

function real(window: Window, element: Element): number | undefined {
  const view = window.view(element.bodyStart, element.size)
  if (element.size === 4) return view?.getFloat32(0)
  return element.size === 8 ? view?.getFloat64(0) : undefined
}
