import { z } from 'zod'
import { instantMs, revision } from '../library.schema.ts'
import { fixes } from '../versions.schema.ts'

export const fixesChange = z.object({ revision, fixes })
export type FixesChange = z.infer<typeof fixesChange>

/** Where the new version begins and ends, in ms of the source. */
export const trim = z.object({ inMs: instantMs, outMs: instantMs })
export type Trim = z.infer<typeof trim>
