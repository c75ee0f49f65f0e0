import { z } from 'zod'
import { instantMs, language, revision } from './library.schema.ts'

export const versionChange = z
  .object({
    revision,
    language: language.nullable().optional(),
    inMs: instantMs.nullable().optional(),
    outMs: instantMs.nullable().optional(),
  })
  .refine((change) => (change.inMs === undefined) === (change.outMs === undefined), {
    message: 'in and out belong together',
  })
  .refine((change) => (change.inMs === null) === (change.outMs === null), {
    message: 'in and out belong together',
  })
export type VersionChange = z.infer<typeof versionChange>

/** De-interlacing in files for television: where the recording has fields, always, or never. */
export const deinterlaceChoices = ['auto', 'always', 'never'] as const
/**
 * What a version's owner wants done to every file made from it. Loudness is no choice: each recipe brings it to its
 * target. None of this is content, so none of it touches the approval.
 */
export const fixes = z.object({ deinterlace: z.enum(deinterlaceChoices).default('auto') })
export type Fixes = z.infer<typeof fixes>

/** What analysis makes of a source; `sound` is for the ear alone, `original` the file as it came. */
export const products = ['proxy', 'poster', 'sprite', 'waveform', 'loudness', 'sound', 'original'] as const
export type Product = (typeof products)[number]
export const productParam = z.object({ id: z.string().max(40), product: z.enum(products) })
