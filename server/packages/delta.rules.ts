import type { Manifest, ManifestSound } from './manifest.schema.ts'

/** One sound that is in one package and not in the other, or stands elsewhere. */
interface Changed {
  title: string
  language: string | null
  part: string
  durationMs: number
}

/** What became different from one package to the next of the same place. */
export interface PackageDelta {
  added: Changed[]
  removed: Changed[]
  /** The same work and language with another recording, cut or sound. */
  replaced: Changed[]
  /** The same sound at another turn of the evening. */
  moved: Changed[]
  same: number
  /** What a phone fetches, and what a stick must be written with, that the earlier package did not hold. */
  lightBytes: number
  usbBytes: number
}

const shown = ({ title, language, part, durationMs }: ManifestSound): Changed => ({
  title,
  language,
  part,
  durationMs,
})

const soundsOf = (manifest: Pick<Manifest, 'files'>) =>
  manifest.files.filter((file): file is ManifestSound => file.kind === 'sound')

/** Compares by sound, never by file name: names carry the turn of the evening. */
export function packageDelta(before: Pick<Manifest, 'files'>, after: Pick<Manifest, 'files'>): PackageDelta {
  const old = soundsOf(before)
  const left = new Map<string, ManifestSound[]>()
  for (const file of old) left.set(file.sha256, [...(left.get(file.sha256) ?? []), file])
  const fresh: ManifestSound[] = []
  const kept: { was: ManifestSound; is: ManifestSound }[] = []
  for (const file of soundsOf(after)) {
    const was = left.get(file.sha256)?.shift()
    if (was) kept.push({ was, is: file })
    else fresh.push(file)
  }
  const gone = [...left.values()].flat()
  const replaced: ManifestSound[] = []
  const added = fresh.filter((file) => {
    const at = gone.findIndex((one) => one.workId === file.workId && one.language === file.language)
    if (at < 0) return true
    gone.splice(at, 1)
    replaced.push(file)
    return false
  })
  const held = new Set(old.flatMap((file) => [file.sha256, file.light.sha256]))
  const toFetch = new Map(fresh.map((file) => [file.sha256, file]))
  const bytes = (sizeOf: (file: ManifestSound) => { sha256: string; sizeBytes: number }) =>
    [...toFetch.values()]
      .map(sizeOf)
      .reduce((sum, one) => sum + (held.has(one.sha256) ? 0 : one.sizeBytes), 0)
  const moved = movedAmong(kept)
  return {
    added: added.map(shown),
    removed: gone.map(shown),
    replaced: replaced.map(shown),
    moved: moved.map(shown),
    same: kept.length - moved.length,
    lightBytes: bytes((file) => file.light),
    usbBytes: bytes((file) => file),
  }
}

/** Those that do not follow the order of before: what was put in or taken out moves nothing by itself. */
function movedAmong(kept: readonly { was: ManifestSound; is: ManifestSound }[]): ManifestSound[] {
  const order = [...kept].sort((a, b) => (a.was.path < b.was.path ? -1 : 1))
  const turn = new Map(order.map((one, index) => [one, index]))
  const inOrder = longestRising(kept.map((one) => turn.get(one) ?? 0))
  return kept.filter((one) => !inOrder.has(turn.get(one) ?? 0)).map(({ is }) => is)
}

/** The members of a longest rising run of distinct numbers (patience sorting, n log n). */
function longestRising(numbers: readonly number[]): Set<number> {
  const tails: number[] = []
  const before = new Map<number, number | undefined>()
  for (const number of numbers) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((tails[middle] ?? 0) < number) low = middle + 1
      else high = middle
    }
    before.set(number, tails[low - 1])
    tails[low] = number
  }
  const members = new Set<number>()
  for (let at = tails.at(-1); at !== undefined; at = before.get(at)) members.add(at)
  return members
}
