import { z } from 'zod'

const day = z.iso.date()
/** What a licence may be for; of these the product itself plans television and loudspeakers. */
export const rightUses = ['tv', 'loudspeaker', 'web', 'film'] as const

/** A licence as it is written down: what for, from when to which last day, how often, and the paper that says so. */
export const rightInput = z
  .object({
    uses: z
      .array(z.enum(rightUses))
      .min(1)
      .transform((list) => [...new Set(list)]),
    from: day.nullable().default(null),
    lastDay: day.nullable().default(null),
    /** Most runs while it holds; null for any number. */
    runs: z.int().min(1).max(100_000).nullable().default(null),
    note: z.string().normalize('NFC').trim().max(500).default(''),
    /** A document attached to the work. */
    documentId: z.string().max(64).nullable().default(null),
  })
  .refine(({ from, lastDay }) => from === null || lastDay === null || from <= lastDay, { path: ['lastDay'] })
export type RightInput = z.output<typeof rightInput>
