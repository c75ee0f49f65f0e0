import { z } from 'zod'
import { instantMs, language, revision, title, uses, versionStates, workKinds } from './library.schema.ts'

const credits = z
  .array(z.object({ role: z.string().trim().max(100), name: z.string().trim().min(1).max(200) }))
  .max(100)

export const newWork = z.object({
  kind: z.enum(workKinds),
  title,
  shortName: title.optional(),
  credits: credits.optional(),
})
export type NewWorkInput = z.infer<typeof newWork>

export const workChange = z.object({
  revision,
  kind: z.enum(workKinds).optional(),
  title: title.optional(),
  shortName: title.optional(),
  credits: credits.optional(),
})
export type WorkChange = z.infer<typeof workChange>

export const revisionOnly = z.object({ revision })

/** What the list can be asked for; `checking` and `refused` speak of the recordings, the rest of the versions. */
const listStates = [...versionStates, 'checking', 'refused'] as const

export const workFilter = z.object({
  q: z.string().max(200).optional(),
  kind: z.enum(workKinds).optional(),
  language: language.or(z.literal('none')).optional(),
  missingLanguage: language.optional(),
  state: z.enum(listStates).optional(),
  approvedFor: z.enum(uses).optional(),
  cursor: z.string().max(3000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type WorkFilter = z.infer<typeof workFilter>

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
