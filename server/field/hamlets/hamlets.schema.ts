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

/** What was written down wrongly: corrected for all time. */
export const hamletCorrected = z.object({ name, headName, headPhone })
export type HamletCorrected = z.output<typeof hamletCorrected>

/** What is otherwise from a day on: what was before keeps its name, its place and its head. */
export const hamletChanged = hamletCorrected.extend({ areaId: id.optional(), from: z.iso.date() })
export type HamletChanged = z.output<typeof hamletChanged>

export const hamletClosed = z.object({
  on: z.iso.date().describe('The first day on which it is no longer there'),
  intoId: id.nullable().default(null).describe('The hamlet it was merged into'),
})
export type HamletClosed = z.output<typeof hamletClosed>

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
  formerNames: z
    .array(z.string())
    .describe('What it was called before, and what was merged into it: an old name finds it'),
  lastServed: z
    .string()
    .nullable()
    .describe('The last day of a showing that was held, under any of its names'),
})
export type Hamlet = z.output<typeof hamletShape>

export const hamletsShape = z.object({
  hamlets: z.array(hamletShape),
  ended: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        area: ref,
        validTo: z.string(),
        into: ref.nullable().describe('What it was merged into'),
      }),
    )
    .describe('Those that are no longer there on the day'),
})
export type Hamlets = z.output<typeof hamletsShape>

export const hamletHistory = z.object({
  names: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        area: ref.describe('As it was written down'),
        headName: z.string(),
        headPhone: z.string(),
        validFrom: z.string(),
        validTo: z.string().nullable(),
        into: ref.nullable(),
      }),
    )
    .describe('The latest first'),
  showings: z
    .array(
      z.object({
        id: z.string(),
        day: z.string(),
        team: z.string(),
        state: z.enum(['planned', 'held', 'postponed']),
        audience: z.number().nullable(),
      }),
    )
    .describe('Under any of its names, the latest twenty first'),
})
export type HamletHistory = z.output<typeof hamletHistory>
