import { cutFile, type Declared } from './declared.ts'
import { bigSize, fourCC, type Window } from './window.ts'

type Box = { type: string; bodyStart: number; end: number }

// A hostile file may nest or repeat boxes for ever.
const mostBoxes = 10_000

// Once the index is there, a cut in anything else costs nobody a picture.
const essential = ['moov', 'mdat', 'moof']

/** The box at an offset (ISO/IEC 14496-12, 4.2), or undefined when its header is out of sight or impossible. */
function boxAt(window: Window, offset: number, limit: number): Box | undefined {
  const header = window.view(offset, 8)
  if (!header) return undefined
  const short = header.getUint32(0)
  const type = fourCC(window, offset + 4)
  // Cameras append bytes of their own after the last box; what is no name is no box.
  if (!/^[\w© -]{4}$/.test(type)) return undefined
  if (short === 0) return { type, bodyStart: offset + 8, end: limit }
  if (short === 1) {
    const long = window.view(offset + 8, 8)
    const size = long ? bigSize(long, 0) : 0
    return size >= 16 ? { type, bodyStart: offset + 16, end: offset + size } : undefined
  }
  return short >= 8 ? { type, bodyStart: offset + 8, end: offset + short } : undefined
}

function children(window: Window, parent: { bodyStart: number; end: number }): Box[] {
  const found: Box[] = []
  let offset = parent.bodyStart
  while (offset + 8 <= parent.end && found.length < mostBoxes) {
    const box = boxAt(window, offset, parent.end)
    if (!box) break
    found.push(box)
    offset = box.end
  }
  return found
}

/** MP4 and MOV: a cut file shows as a box that runs past the end, or as an index (moov) that is nowhere. */
export function inspectMp4(window: Window): Declared {
  const top = children(window, { bodyStart: 0, end: window.sizeBytes })
  const last = top.at(-1)
  const seenToTheEnd = last !== undefined && last.end + 8 > window.sizeBytes
  const moov = top.find((box) => box.type === 'moov')
  const declared: Declared = { findings: [] }

  const cut = last && last.end > window.sizeBytes && (!moov || essential.includes(last.type))
  if (cut) declared.findings.push(cutFile(last.end - window.sizeBytes))
  else if (!moov && seenToTheEnd) declared.findings.push({ code: 'index_missing', severity: 'error' })
  else if (!moov && last && headerIsInSight(window, last.end)) {
    // Bytes that are no box stand where the next one should: an unfinished or overwritten file.
    declared.findings.push({ code: 'index_missing', severity: 'error' })
  }
  if (!moov || moov.end > window.sizeBytes) return declared
  const traps = tracks(window, moov).some((track) => isEncrypted(window, track))
    ? 'encrypted'
    : pointsElsewhere(window, moov)
      ? 'refers_elsewhere'
      : undefined
  const { findings } = declared
  return {
    ...readMoov(window, moov),
    findings: traps ? [{ code: traps, severity: 'error' }, ...findings] : findings,
  }
}

function headerIsInSight(window: Window, offset: number): boolean {
  return window.view(offset, 8) !== undefined
}

type Track = { sound: boolean; picture: boolean; references: Box | undefined; samples: Box | undefined }

function tracks(window: Window, moov: Box): Track[] {
  const inside = (parent: Box | undefined, type: string) =>
    parent && children(window, parent).find((box) => box.type === type)
  return children(window, moov)
    .filter((box) => box.type === 'trak')
    .map((trak) => {
      const mdia = inside(trak, 'mdia')
      const hdlr = inside(mdia, 'hdlr')
      const kind = hdlr ? fourCC(window, hdlr.bodyStart + 8) : ''
      const minf = inside(mdia, 'minf')
      const references = inside(inside(minf, 'dinf'), 'dref')
      const samples = inside(inside(minf, 'stbl'), 'stsd')
      return { sound: kind === 'soun', picture: kind === 'vide', references, samples }
    })
}

/** Sample entries that are locked: ISO/IEC 23001-7, and what was sold under FairPlay. */
const lockedEntries = ['encv', 'enca', 'drmi', 'drms']

// Version, flags and a count stand before the entries of a full box.
const entries = (window: Window, box: Box) => children(window, { bodyStart: box.bodyStart + 8, end: box.end })

function isEncrypted(window: Window, { samples }: Track): boolean {
  return samples !== undefined && entries(window, samples).some(({ type }) => lockedEntries.includes(type))
}

/** Whether picture or sound lie in another file (8.7.2: flag 1 means "in this one"), or the movie is only a list of movies. */
function pointsElsewhere(window: Window, moov: Box): boolean {
  if (children(window, moov).some(({ type }) => type === 'rmra')) return true
  return tracks(window, moov).some(({ sound, picture, references }) => {
    if (!references || !(sound || picture)) return false
    return entries(window, references).some(({ bodyStart }) => {
      const flags = window.view(bodyStart, 4)?.getUint32(0)
      return flags !== undefined && (flags & 1) === 0
    })
  })
}

function readMoov(window: Window, moov: Box): Omit<Declared, 'findings'> {
  const inside = children(window, moov)
  // Only a fully visible moov can prove that a track is absent.
  if (inside.at(-1)?.end !== moov.end) return {}
  const handlers = inside
    .filter((box) => box.type === 'trak')
    .flatMap((trak) => children(window, trak).filter((box) => box.type === 'mdia'))
    .flatMap((mdia) => children(window, mdia).filter((box) => box.type === 'hdlr'))
    .map((hdlr) => fourCC(window, hdlr.bodyStart + 8))
  if (handlers.includes('')) return {}
  const mvhd = inside.find((box) => box.type === 'mvhd')
  const durationMs = mvhd ? movieDurationMs(window, mvhd.bodyStart) : undefined
  return {
    hasPicture: handlers.includes('vide'),
    hasSound: handlers.includes('soun'),
    ...(durationMs ? { durationMs } : {}),
  }
}

function movieDurationMs(window: Window, start: number): number | undefined {
  const version = window.view(start, 1)?.getUint8(0)
  const times = version === 1 ? window.view(start + 20, 12) : window.view(start + 12, 8)
  if (!times) return undefined
  const timescale = times.getUint32(0)
  const units = version === 1 ? bigSize(times, 4) : times.getUint32(4)
  const unknown = units === 0 || units === 0xffffffff || !Number.isFinite(units)
  return timescale === 0 || unknown ? undefined : Math.round((units * 1000) / timescale)
}
