import { z } from 'zod'
import { language, revision } from './library.schema.ts'

export const spoken = z.string().normalize('NFC').max(200_000)

export const scriptChange = z.object({
  text: spoken,
  translationVi: spoken.nullable().default(null),
  /** Of the text that was open while editing; null where there was none. */
  revision: revision.nullable().default(null),
})
export type ScriptChange = z.infer<typeof scriptChange>

export const scriptParam = z.object({ id: z.string().max(40), language })
