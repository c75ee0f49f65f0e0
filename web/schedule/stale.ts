import { ApiError } from '../api.ts'
import type { Slot } from './schedule.api.ts'

/** What the server tells when somebody else was faster: the slot as it now stands, and what was refused. */
export interface Stale {
  theirs: Pick<Slot, 'id' | 'title' | 'day' | 'startsAt' | 'revision' | 'editedByName'>
  yours: { day?: string; start?: number }
}

export function staleOf(error: unknown): Stale | undefined {
  if (!(error instanceof ApiError) || error.code !== 'stale') return undefined
  const details = error.details as Partial<Stale> | undefined
  return details?.theirs && details.yours ? { theirs: details.theirs, yours: details.yours } : undefined
}
