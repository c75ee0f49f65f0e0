import { z } from 'zod'
import { workKinds } from '../../library/library.schema.ts'

const day = z.iso.date()

export const coverageQuery = z
  .object({
    from: day.describe('First day'),
    to: day.describe('First day no longer reckoned'),
    at: day.optional().describe('The day whose places are the rows; today unless said'),
    level: z
      .enum(['district', 'commune'])
      .default('district')
      .describe('Units are the only level since July 2025'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'] })
export type CoverageQuery = z.output<typeof coverageQuery>

const cell = z.object({
  measured: z.int().describe('Times that a player counted'),
  declared: z.int().describe('Times that people say; never added to the measured ones'),
  partly: z.int().describe('Evenings on which it began and did not come to its end'),
  byLanguage: z.array(z.object({ language: z.string().nullable(), measured: z.int(), declared: z.int() })),
  expected: z.boolean(),
  reached: z.enum(['own', 'other', 'never']),
})

export const coverageShape = z.object({
  at: day,
  from: day,
  to: day,
  works: z.array(
    z.object({ id: z.string(), title: z.string(), shortName: z.string(), kind: z.enum(workKinds) }),
  ),
  rows: z.array(
    z.object({
      placeId: z.string(),
      name: z.string(),
      district: z.string().describe('The district it is or lies in; of a unit, the former one'),
      block: z
        .object({ column: z.int(), row: z.int() })
        .nullable()
        .describe('Where it lies on a map of tiles'),
      lastServed: day.nullable().describe('The last day of a held showing or a heard notice, before `to`'),
      teams: z.array(z.object({ id: z.string(), name: z.string(), phone: z.string().nullable() })),
      cells: z.array(cell.nullable()).describe('One for each work; null where neither expected nor heard'),
      expected: z.int(),
      heard: z.int(),
      heardInOwn: z.int(),
    }),
  ),
  unplaced: z.int().describe('Plays of a cluster’s package without a hamlet: nobody knows where'),
  uncertain: z
    .int()
    .describe('Plays logged by a clock that cannot be believed; reckoned on the day they arrived'),
})
export type Coverage = z.output<typeof coverageShape>

export const silentQuery = z.object({
  days: z.coerce.number().int().min(1).max(365).optional().describe('As the station has it unless said'),
})
export const silentDevice = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['phone', 'laptop']),
  team: z.object({ name: z.string(), phone: z.string().nullable() }),
  lastSeenAt: z.string().nullable(),
  waitingSince: z.string().nullable().describe('Since when its log waits to be sent, as it said last'),
  days: z.int().describe('Whole days of silence'),
})
export type SilentDevice = z.output<typeof silentDevice>

export const monthQuery = z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) })
