import { addDays } from '../calendar/days.rules.ts'
import type { Manifest } from './manifest.schema.ts'

/** What one job builds: the places of a publication that hear the same. */
export const buildId = (publicationId: string, variant: string) => `${publicationId}.${variant}`

interface Numbered {
  readonly playlistId: string
  readonly target: { readonly kind: string; readonly id: string }
  readonly sequence: number
  readonly state: string
}

/**
 * Answers for a package the number of the publication whose package replaces it, or null. While the later package is still
 * being built the earlier stays the one to use; a place that a later publication left out has nothing to wait for.
 */
export function supersession(all: readonly Numbered[]): (one: Numbered) => number | null {
  const placeOf = ({ playlistId, target }: Numbered) => `${playlistId} ${target.kind} ${target.id}`
  const latest = new Map<string, number>()
  const ready = new Map<string, number>()
  const known = new Map<string, number>()
  const raise = (map: Map<string, number>, key: string, to: number) =>
    map.set(key, Math.max(map.get(key) ?? 0, to))
  for (const one of all) {
    raise(latest, one.playlistId, one.sequence)
    raise(known, placeOf(one), one.sequence)
    if (one.state === 'ready') raise(ready, placeOf(one), one.sequence)
  }
  return (one) => {
    const place = placeOf(one)
    const leftOut = (known.get(place) ?? 0) <= one.sequence
    const deciding = (leftOut ? latest.get(one.playlistId) : ready.get(place)) ?? 0
    return deciding > one.sequence ? deciding : null
  }
}

/** The day that decides which team a package is for: today, but within the days it is used; half-open. */
export function servingDay(
  today: string,
  { validFrom, validTo }: { validFrom: string; validTo: string },
): string {
  if (today < validFrom) return validFrom
  return today < validTo ? today : addDays(validTo, -1)
}

/** What a list tells of finished packages, alike for all places of a variant; lengths in ms. */
export interface Summary {
  files: number
  languages: string[]
  totalMs: number
  missing: number
  checkCode: string
}

export function summaryOf(
  manifest: Pick<Manifest, 'files' | 'missing' | 'checkCode'>,
  order: readonly string[],
): Summary {
  const sounds = manifest.files.filter((file) => file.kind === 'sound')
  const spoken = new Set(sounds.map((file) => file.language))
  return {
    files: manifest.files.length,
    languages: [...new Set([...order, 'vi'])].filter((language) => spoken.has(language)),
    totalMs: sounds.reduce((sum, file) => sum + (file.first ? file.durationMs : 0), 0),
    missing: manifest.missing.length,
    checkCode: manifest.checkCode,
  }
}
