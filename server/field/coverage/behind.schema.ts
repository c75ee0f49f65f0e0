import { z } from 'zod'

const day = z.iso.date()
const id = z.string().max(64)

export const behindQuery = z
  .object({
    from: day,
    to: day.describe('First day no longer reckoned'),
    at: day.describe('The day whose places are the rows'),
    level: z.enum(['district', 'commune']).default('district'),
    of: z
      .enum(['place', 'unplaced', 'uncertain'])
      .default('place')
      .describe('What a place heard; what sounded nobody knows where; what a wrong clock logged'),
    placeId: id.optional().describe('Of a place: which'),
    workId: id.optional().describe('All notices unless said'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'] })
  .refine(({ of, placeId }) => of !== 'place' || placeId !== undefined, { path: ['placeId'] })
export type BehindQuery = z.output<typeof behindQuery>

/** What a figure is made of. */
export const behindShape = z.object({
  plays: z
    .array(
      z.object({
        day,
        workId: z.string(),
        title: z.string(),
        language: z.string().nullable(),
        measured: z.boolean(),
        times: z.int(),
        partly: z.boolean(),
        playedMs: z.int(),
        device: z.string(),
        team: z.string(),
        hamlet: z.string().nullable().describe('Where the showing was; null where nobody said'),
      }),
    )
    .describe('Evening by evening, as often as one recording sounded on one device'),
  lists: z
    .array(
      z.object({
        playlistId: z.string(),
        title: z.string(),
        validFrom: day,
        validTo: day,
        workId: z.string(),
        language: z.string().nullable().describe('What comes first there'),
      }),
    )
    .describe('Which published lists were to bring it'),
  showings: z
    .array(
      z.object({
        id: z.string(),
        day,
        hamlet: z.string(),
        team: z.string(),
        state: z.enum(['planned', 'held', 'postponed']),
        audience: z.int().nullable(),
      }),
    )
    .describe('Of teams in that place on these days'),
})
export type Behind = z.output<typeof behindShape>
