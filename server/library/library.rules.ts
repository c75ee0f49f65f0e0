import type { Use, VersionState } from './library.schema.ts'

/** What `approvedFor` reads of a version. */
interface Approved {
  readonly state: VersionState
  readonly approvedUses: readonly Use[]
  readonly workWithdrawn?: boolean
  readonly soundOnly?: boolean
}

/**
 * Whether a version may be heard or seen in a use. A version whose content changed has lost its approved uses in the
 * same transaction, so these alone decide; one being submitted for a further use keeps what it has. Sound alone is
 * never television, whatever was once decided.
 */
export function approvedFor(version: Approved, use: Use): boolean {
  if (use === 'tv' && version.soundOnly) return false
  return version.state !== 'withdrawn' && !version.workWithdrawn && version.approvedUses.includes(use)
}

/** Length in ms of a version: between its points where it has them, else that of the source; 0 while unknown. */
export function lengthMs(inMs: number | null, outMs: number | null, sourceMs: number | null): number {
  return inMs !== null && outMs !== null ? outMs - inMs : (sourceMs ?? 0)
}

/** Shortest stretch in ms that is worth cutting out: loudness has no meaning below it (EBU R 128). */
export const shortestActMs = 400

/** Whether points in ms lie in order, far enough apart, and within the source where its length is known. */
export function fitsWithin(inMs: number, outMs: number, sourceMs: number | null): boolean {
  return inMs >= 0 && outMs - inMs >= shortestActMs && (sourceMs === null || outMs <= sourceMs)
}

/** The revision after a change: now, but always later than the one before, so that no two changes share one. */
export function nextRevision(before: string, now: string): string {
  return now > before ? now : new Date(Date.parse(before) + 1).toISOString()
}

/** A title from a file's name: without its extension, with blanks for underscores. */
export function titleOf(fileName: string): string {
  const bare = fileName
    .normalize('NFC')
    .replace(/\.[^.]{1,5}$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim()
  return bare.slice(0, 300) || fileName.slice(0, 300) || '?'
}

/** Milliseconds still to go at the pace so far; null until enough is done to tell. */
export function leftMs(elapsedMs: number, fraction: number): number | null {
  if (fraction < 0.01 || elapsedMs < 2000) return null
  return Math.round((elapsedMs * (1 - fraction)) / fraction)
}
