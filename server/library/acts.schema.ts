import { z } from 'zod'
import { credits, instantMs, language, revision, title, workKinds } from './library.schema.ts'

/** A cut of a recording, or its sound, as a work of its own. No points: all that the version has. */
export const newAct = z
  .object({
    sourceVersionId: z.string().max(40),
    inMs: instantMs.nullable().default(null),
    outMs: instantMs.nullable().default(null),
    title,
    kind: z.enum(workKinds).default('act'),
    language: language.nullable().optional(),
    soundOnly: z.boolean().default(false),
  })
  .refine((act) => (act.inMs === null) === (act.outMs === null), { message: 'in and out belong together' })
export type NewActInput = z.infer<typeof newAct>

/** More than a long gala has; a table of thousands of rows is some other table. */
export const mostActs = 200

/** Several acts of one recording, made together or not at all. */
export const newActs = z.object({
  sourceVersionId: z.string().max(40),
  acts: z
    .array(z.object({ title, inMs: instantMs, outMs: instantMs, credits: credits.default([]) }))
    .min(1)
    .max(mostActs),
})
export type NewActsInput = z.infer<typeof newActs>

/** Acts just made, each with the revision it had then: whoever changed one since keeps all. */
export const actsBack = z.object({
  acts: z
    .array(z.object({ workId: z.string().max(40), revision }))
    .min(1)
    .max(mostActs),
})
export type ActsBackInput = z.infer<typeof actsBack>

/** How short an act may be, ms. */
export const proposalsAsked = z.object({ leastMs: z.coerce.number().int().min(2000).max(600_000).optional() })
