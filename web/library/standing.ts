import type { Status } from '../ui/StatusChip.tsx'
import type { Version } from './library.api.ts'

/** `unusable` has a word of its own; the others are the shared ones. */
export type Standing = { status: Status; word?: 'refused' }

const byState: Record<Version['state'], Status> = {
  draft: 'draft',
  submitted: 'inReview',
  changes: 'changesRequested',
  rejected: 'rejected',
  approved: 'approved',
  withdrawn: 'withdrawn',
}

/** Where a version stands: what became of its file first, then what people said of it. */
export function standingOf(version: Version): Standing {
  if (version.sourceState === 'refused') return { status: 'failed', word: 'refused' }
  if (version.state === 'draft' && version.sourceState !== 'ready') return { status: 'checking' }
  return { status: byState[version.state] }
}

/** The version a work is known by: the newest that can be used, else the newest. */
export function faceOf(versions: readonly Version[]): Version | undefined {
  return versions.findLast((version) => version.sourceState !== 'refused') ?? versions.at(-1)
}

export const isApproved = (version: Version) =>
  version.approvedUses.length > 0 && version.state !== 'withdrawn'
