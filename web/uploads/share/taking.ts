import { shownFileName } from '../../../server/library/uploads/uploads.rules.ts'

/** What may wait for one person in a browser: more is uploaded from the page for it, which needs no copy. */
export const mostFiles = 50
export const mostBytes = 2_000_000_000

/** Why something that was shared is not kept, as the address of the page says it. */
export const troubles = ['khong-giu-duoc', 'khong-nhan', 'qua-nhieu', 'qua-lon', 'trang-khac'] as const
export type Trouble = (typeof troubles)[number]

/**
 * Whether a post can be told to be another site's, `own` being the origin of this one: the system shares in a window of
 * its own and from no page. A site that hides where it posts from passes, so that nothing that was taken goes anywhere
 * without a press of the person who looks at it.
 */
export function isForeign(
  { mode, destination, referrer }: Pick<Request, 'mode' | 'destination' | 'referrer'>,
  own: string,
): boolean {
  if (mode !== 'navigate' || destination !== 'document') return true
  return /^https?:/.test(referrer) && new URL(referrer).origin !== own
}

/** What of a share is too much beside what waits already; it is taken as a whole or not at all. */
export function excessOf(waiting: readonly Blob[], shared: readonly Blob[]): Trouble | null {
  if (shared.length === 0) return null
  const all = [...waiting, ...shared]
  if (all.length > mostFiles) return 'qua-nhieu'
  return all.reduce((sum, { size }) => sum + size, 0) > mostBytes ? 'qua-lon' : null
}

/** The same bytes under a name that is no longer than one can read, nor reads as another than it is. */
export const plainlyNamed = (file: File): File =>
  new File([file], shownFileName(file.name), { type: file.type, lastModified: file.lastModified })
