import type { Version, WorkDetail } from './library.api.ts'

/** What the panels of a work's page are handed. */
export interface Shown {
  detail: WorkDetail
  /** The version that is open; none before the first recording. */
  version: Version | undefined
  mayEdit: boolean
}

/** Where a mark stands, in ms from the start of the version. */
export interface Marks {
  inMs: number | null
  outMs: number | null
}
