import { cutFile, type Declared } from './declared.ts'
import { bigSize, fourCC, type Window } from './window.ts'

type Chunk = { type: string; bodyStart: number; size: number }

function chunks(window: Window, start: number, end: number): Chunk[] {
  const found: Chunk[] = []
  let offset = start
  while (offset + 8 <= end && found.length < 1000) {
    const size = window.view(offset + 4, 4)?.getUint32(0, true)
    if (size === undefined) break
    found.push({ type: fourCC(window, offset), bodyStart: offset + 8, size })
    offset += 8 + size + (size % 2)
  }
  return found
}

/** WAV, and RF64 (EBU Tech 3306) whose sizes stand in ds64. */
export function inspectWav(window: Window): Declared {
  const declared: Declared = { hasPicture: false, hasSound: true, findings: [] }
  const parts = chunks(window, 12, window.sizeBytes)
  const ds64 = parts.find((part) => part.type === 'ds64')
  const format = parts.find((part) => part.type === 'fmt ')
  const data = parts.find((part) => part.type === 'data')
  const long = ds64 ? window.view(ds64.bodyStart + 8, 8) : undefined
  const streamed = data?.size === 0xffffffff || data?.size === 0
  const dataBytes = data?.size === 0xffffffff && long ? bigSize(long, 0, true) : data?.size
  if (!data || dataBytes === undefined || (streamed && !long)) return declared

  const missing = data.bodyStart + dataBytes - window.sizeBytes
  if (missing > 0) declared.findings.push(cutFile(missing))
  const bytesPerSecond = format ? window.view(format.bodyStart + 8, 4)?.getUint32(0, true) : undefined
  if (bytesPerSecond) declared.durationMs = Math.round((dataBytes * 1000) / bytesPerSecond)
  return declared
}

/** AVI: length and tracks by its `hdrl` list (Microsoft's AVI RIFF reference); avih counts microseconds per frame. */
export function inspectAvi(window: Window): Declared {
  const declared: Declared = { findings: [] }
  const size = window.view(4, 4)?.getUint32(0, true) ?? 0
  // A recorder that lost its power never went back to write the size.
  if (size === 0) declared.findings.push({ code: 'index_missing', severity: 'error' })
  else if (size + 8 > window.sizeBytes) declared.findings.push(cutFile(size + 8 - window.sizeBytes))

  const list = chunks(window, 12, window.sizeBytes)[0]
  if (list?.type !== 'LIST' || fourCC(window, list.bodyStart) !== 'hdrl') return declared
  const inside = chunks(window, list.bodyStart + 4, list.bodyStart + list.size)
  const kinds = inside
    .filter((part) => part.type === 'LIST' && fourCC(window, part.bodyStart) === 'strl')
    .map((part) => fourCC(window, part.bodyStart + 12))
  // Subtitles inside an AVI are a whole file of their own, which players open by what it says it is: a playlist, say.
  if (kinds.includes('txts')) declared.findings.unshift({ code: 'refers_elsewhere', severity: 'error' })
  const main = inside.find((part) => part.type === 'avih')
  const header = main ? window.view(main.bodyStart, 20) : undefined
  const durationMs = header ? (header.getUint32(0, true) * header.getUint32(16, true)) / 1000 : 0
  if (kinds.length > 0) {
    declared.hasPicture = kinds.includes('vids') || kinds.includes('iavs')
    declared.hasSound = kinds.includes('auds') || kinds.includes('iavs')
  }
  if (durationMs > 0) declared.durationMs = Math.round(durationMs)
  return declared
}
