import { z } from 'zod'

export const changesQuery = z.object({ against: z.string().max(40).optional() })

export const changeKinds = ['picture', 'sound', 'both', 'inserted', 'removed', 'level'] as const

/** Where a difference stands, in ms from the start of each version. */
const change = z.object({
  kind: z.enum(changeKinds),
  fromMs: z.number().int(),
  toMs: z.number().int(),
  beforeFromMs: z.number().int(),
  beforeToMs: z.number().int(),
})

/** What one comparison found; kept as a file of JSON. */
export const comparison = z.object({
  changes: z.array(change),
  totalMs: z.number().int(),
  gainDb: z.number(),
  levelled: z.boolean(),
  compared: z.object({ picture: z.boolean(), sound: z.boolean() }),
})
export type Compared = z.infer<typeof comparison>

export const changesAnswer = comparison.extend({
  /** `waiting` for an analysis, `working` on it, `none` where there is nothing to compare with. */
  state: z.enum(['ready', 'working', 'waiting', 'failed', 'none']),
  against: z
    .object({ id: z.string(), number: z.number().int(), inMs: z.number().nullable(), durationMs: z.number() })
    .nullable(),
  sentence: z.string(),
})
export type ChangesAnswer = z.infer<typeof changesAnswer>
