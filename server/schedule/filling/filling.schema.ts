import { z } from 'zod'
import { workKinds } from '../../library/library.schema.ts'

/** What becomes of the time between two slots: it stays as it is, or is to be filled with clips. */
export const gapPolicies = ['leave', 'fill'] as const
export const gapPolicy = z.enum(gapPolicies)
export type GapPolicy = z.infer<typeof gapPolicy>

/** Hours until the same work may come again, minutes until the same artist may; a channel that says nothing has these. */
export const separation = z.object({
  sameWorkHours: z.int().min(0).max(168).default(6),
  sameArtistMinutes: z.int().min(0).max(1440).default(30),
})

const fillKind = z.enum(workKinds)
export type FillKind = z.infer<typeof fillKind>
export const fillKinds = z.array(fillKind).min(1).max(workKinds.length)

const instant = z.iso.datetime({ offset: false })
/** Longer ones are time off the air, which clips do not fill. */
const MOST_MS = 2 * 3_600_000

const stretch = z
  .object({ startsAt: instant, endsAt: instant })
  .refine(
    ({ startsAt, endsAt }) => startsAt < endsAt && Date.parse(endsAt) - Date.parse(startsAt) <= MOST_MS,
    {
      path: ['endsAt'],
    },
  )

export const gapQuery = z.intersection(
  stretch,
  z.object({
    /** Kinds to take this once, separated by commas; without it those of the channel. */
    kinds: z
      .string()
      .transform((text) => text.split(','))
      .pipe(fillKinds)
      .optional(),
  }),
)

/** Gaps and the recordings that go into each, in their order. */
export const fillingsInput = z.object({
  gaps: z
    .array(z.intersection(stretch, z.object({ versionIds: z.array(z.string().max(64)).min(1).max(60) })))
    .min(1)
    .max(100),
})
export type FillingsInput = z.output<typeof fillingsInput>
