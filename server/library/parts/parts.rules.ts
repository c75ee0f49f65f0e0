/** A file's place in a row that a camera numbered: `C0001.MP4`, `00000.MTS`, `GX020001.MP4`. */
interface Numbered {
  /** Equal for files that may belong together. */
  series: string
  number: number
  name(number: number): string
}

const video = /\.(mp4|mov|mts|m2ts|ts)$/i
// Names that people give ("bài hát 01") and those of phones, where each number is a recording of its own, are none.
const families = [/^(C)(\d{4})$/i, /^()(\d{5})$/, /^(MOV_?|MVI_|CLIP_?|MAH0|M2U0|DJI_)(\d{4,5})$/i]
// GoPro counts chapters before the number of the recording; the first chapter of old ones is GOPR.
const goPro = /^(G[HXP])(\d\d)(\d{4})$/i
const oldGoPro = /^GOPR(\d{4})$/i

/** What a camera's file name says; undefined for any other name. Pure. */
export function numberedName(fileName: string): Numbered | undefined {
  const extension = video.exec(fileName)?.[0]
  if (!extension) return undefined
  const stem = fileName.slice(0, -extension.length)
  const [, make = '', chapter = '', recording = ''] = goPro.exec(stem) ?? []
  const old = oldGoPro.exec(stem)?.[1]
  if (recording || old) {
    const of = `${make || 'GP'}${recording || old}`
    const name = (n: number) => `${make || 'GP'}${String(n).padStart(2, '0')}${recording || old}${extension}`
    return { series: `${of}${extension}`.toUpperCase(), number: Number(chapter || 0), name }
  }
  for (const family of families) {
    const [, prefix, digits] = family.exec(stem) ?? []
    if (prefix === undefined || digits === undefined) continue
    const name = (n: number) => `${prefix}${String(n).padStart(digits.length, '0')}${extension}`
    return { series: `${prefix}#${digits.length}${extension}`.toUpperCase(), number: Number(digits), name }
  }
  return undefined
}

/** A file that may be a part. */
export interface Candidate {
  id: string
  fileName: string
  /** Only files of one place can be one recording: a folder, or a unit's uploads. */
  place: string
  sizeBytes: number
  durationMs: number | null
}

export interface Proposal {
  /** In the camera's order. */
  parts: Candidate[]
  /** Before each part: ms in which nothing was recorded; null where no clock tells. */
  gapsMs: (number | null)[]
  /** Names that the camera must have given to files which are not here. */
  missing: string[]
  sizeBytes: number
  /** Null where a part's length is not known yet. */
  durationMs: number | null
}

/** Longer than this between neighbours, ms, and they are recordings of their own. */
const longestGapMs = 60_000
/** A part may be missing, or three; more, and nobody can tell what belongs together. */
const mostMissing = 3

/**
 * Files that look like one recording cut by its camera: numbered in a row, of one make and one place, touching in time as
 * far as `gapBetween` can tell. Pure.
 */
export function proposeParts(
  files: readonly Candidate[],
  gapBetween: (before: Candidate, after: Candidate) => number | null = () => null,
): Proposal[] {
  const rows = new Map<string, { file: Candidate; named: Numbered }[]>()
  for (const file of files) {
    const named = numberedName(file.fileName)
    if (!named) continue
    const key = `${file.place} ${named.series}`
    rows.set(key, [...(rows.get(key) ?? []), { file, named }])
  }
  return [...rows.values()].flatMap((row) => proposalsIn(row, gapBetween))
}

function proposalsIn(
  row: { file: Candidate; named: Numbered }[],
  gapBetween: (before: Candidate, after: Candidate) => number | null,
): Proposal[] {
  const groups: Proposal[] = []
  let current: Proposal | undefined
  let last: { file: Candidate; named: Numbered } | undefined
  for (const one of row.sort((a, b) => a.named.number - b.named.number)) {
    const step = last ? one.named.number - last.named.number : 0
    const gapMs = last ? gapBetween(last.file, one.file) : 0
    // Where a file is missing between two, the time of its recording lies between them.
    const apart = gapMs !== null && gapMs > longestGapMs && step === 1
    if (!current || !last || step < 1 || step > mostMissing + 1 || apart) {
      current = { parts: [], gapsMs: [], missing: [], sizeBytes: 0, durationMs: 0 }
      groups.push(current)
    } else
      for (let number = last.named.number + 1; number < one.named.number; number++)
        current.missing.push(one.named.name(number))
    current.parts.push(one.file)
    current.gapsMs.push(current.parts.length === 1 ? 0 : gapMs)
    current.sizeBytes += one.file.sizeBytes
    const { durationMs } = one.file
    current.durationMs =
      current.durationMs === null || durationMs === null ? null : current.durationMs + durationMs
    last = one
  }
  return groups.filter(({ parts }) => parts.length > 1)
}
