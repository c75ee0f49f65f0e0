import { z } from 'zod'
import { languageOrder } from '../areas/areas.schema.ts'
import { targetRef } from './playlists.schema.ts'

export const effectAsked = z.object({ target: targetRef, languages: languageOrder })

/** What is heard of a work: a language, `none` for music, `missing`, or `absent` where a rule leaves it out. */
const heard = z.string()

/** What another order of languages would change in lists that are still to be played. */
export const effectSchema = z.object({
  lists: z.array(
    z.object({
      playlistId: z.string(),
      title: z.string(),
      validFrom: z.string(),
      validTo: z.string(),
      number: z.int().nullable().describe('In force; it stays as published until it is published anew'),
      changes: z.array(z.object({ title: z.string(), before: heard, after: heard })),
    }),
  ),
  open: z.int().describe('Lists still to be played at the place'),
  rows: z.int().describe('Works that would be heard otherwise'),
})
export type LanguageEffect = z.output<typeof effectSchema>
