import { z } from 'zod'
import { standings } from './languages/languages.rules.ts'
import { credits, language, revision, title, uses, versionStates, workKinds } from './library.schema.ts'

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
  /** With a language: how far its versions have come. */
  standing: z.enum(standings).exclude(['none']).optional(),
  missingLanguage: language.optional(),
  /** A place: works that nobody there hears over loudspeakers in a language of its own. */
  unheardIn: z.string().max(64).optional(),
  state: z.enum(listStates).optional(),
  approvedFor: z.enum(uses).optional(),
  cursor: z.string().max(3000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type WorkFilter = z.infer<typeof workFilter>
