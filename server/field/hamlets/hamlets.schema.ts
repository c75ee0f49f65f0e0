import { z } from 'zod'

const id = z.string().max(64)
const name = z.string().trim().min(1).max(80)
const headName = z.string().trim().max(80)
const headPhone = z.string().trim().max(30)

export const newHamlet = z.object({
  areaId: id,
  name,
  headName: headName.default(''),
  headPhone: headPhone.default(''),
  /** Known from the beginning of records where nobody says since when. */
  from: z.iso.date().default('2020-01-01'),
})
export type NewHamlet = z.output<typeof newHamlet>

export const hamletHead = z.object({ headName, headPhone })
export const hamletRenamed = z.object({ name, areaId: id.optional(), from: z.iso.date() })
export const hamletClosed = z.object({ on: z.iso.date() })

const ref = z.object({ id: z.string(), name: z.string() })
export const hamletShape = z.object({
  id: z.string(),
  /** The same for all names a hamlet has had. */
  originId: z.string(),
  name: z.string(),
  area: ref.describe('The place it lies in on the day asked about'),
  headName: z.string(),
  headPhone: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  lastServed: z
    .string()
    .nullable()
    .describe('The last day of a showing that was held, under any of its names'),
})
export type Hamlet = z.output<typeof hamletShape>
