import { addDays } from '../calendar/days.rules.ts'
import type { Manifest } from './manifest.schema.ts'
import type { PackageLine } from './packages.schema.ts'

interface Numbered {
  readonly playlistId: string
  readonly target: { readonly kind: string; readonly id: string }
  readonly sequence: number
  readonly state: string
}

/**
 * The number of the publication whose package replaces this one, or null. While the later package is still being
 * built the earlier stays the one to use; a place that a later publication left out has nothing to wait for.
 */
export function supersededBy(one: Numbered, all: readonly Numbered[]): number | null {
  const later = all.filter((other) => other.playlistId === one.playlistId && other.sequence > one.sequence)
  const here = later.filter(({ target }) => target.kind === one.target.kind && target.id === one.target.id)
  const ready = here.filter(({ state }) => state === 'ready')
  const deciding = here.length > 0 ? ready : later
  return deciding.length > 0 ? Math.max(...deciding.map(({ sequence }) => sequence)) : null
}

/** The day that decides which team a package is for: today, but within the days it is used; half-open. */
export function servingDay(
  today: string,
  { validFrom, validTo }: { validFrom: string; validTo: string },
): string {
  if (today < validFrom) return validFrom
  return today < validTo ? today : addDays(validTo, -1)
}

/** What a list tells of a finished package: sizes in bytes, lengths in ms. */
export function contentLine(manifest: Manifest, sizeBytes: number): NonNullable<PackageLine['content']> {
  const sounds = manifest.files.filter((file) => file.kind === 'sound')
  const spoken = new Set(sounds.map((file) => file.language))
  const order = [...manifest.target.languages, 'vi'].filter((language, i, all) => all.indexOf(language) === i)
  return {
    sizeBytes,
    files: manifest.files.length,
    languages: order.filter((language) => spoken.has(language)),
    totalMs: sounds.reduce((sum, file) => sum + (file.first ? file.durationMs : 0), 0),
    missing: manifest.missing.length,
    checkCode: manifest.checkCode,
  }
}
