import { z } from 'zod'
import { languageCodes, workKinds } from '../../library/library.schema.ts'

/** `none` is music without words. */
export const fillLanguages = [...languageCodes, 'none'] as const

/** Which works a place gets in one item of an evening: chosen for each place anew whenever the list is published. */
export const fillRule = z.object({
  kinds: z.array(z.enum(workKinds)).min(1).max(workKinds.length),
  tags: z
    .array(z.string().trim().normalize('NFC').min(1).max(60))
    .max(20)
    .default([])
    .describe('At least one of them; empty for any'),
  languages: z
    .array(z.enum(fillLanguages))
    .max(fillLanguages.length)
    .default([])
    .describe('What must be heard first at the place; empty for any'),
  totalMs: z.int().min(10_000).max(7_200_000).describe('Never more than this together'),
  apartDays: z
    .int()
    .min(0)
    .max(365)
    .default(7)
    .describe('Days until a place gets the same work again; 0 for no rule'),
  keepArtistsApart: z.boolean().default(true).describe('No artist twice in a row'),
})
export type FillRule = z.output<typeof fillRule>
