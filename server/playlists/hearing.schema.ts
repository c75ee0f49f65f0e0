import { z } from 'zod'
import { playedParts, targetRef } from './playlists.schema.ts'

const place = targetRef.extend({ name: z.string(), languages: z.array(z.string()) })
const at = { atMs: z.int().describe('From the beginning of the evening') }
const about = { number: z.int(), part: z.enum(playedParts), title: z.string() }

/** An evening at a place as it is heard there, one thing after another. */
export const hearingSchema = z.object({
  place,
  through: place
    .nullable()
    .describe('The target whose package is played there; null where it is the place itself'),
  programme: z.array(
    z.discriminatedUnion('what', [
      z.object({
        what: z.literal('sound'),
        ...at,
        ...about,
        versionId: z.string(),
        language: z.string().nullable(),
        inMs: z.int().nullable(),
        outMs: z.int().nullable(),
        durationMs: z.int(),
        second: z.boolean().describe('The Vietnamese that follows'),
        switched: z
          .boolean()
          .describe('Not what the package plays first: the team chooses this language there'),
      }),
      z.object({ what: z.literal('hole'), ...at, ...about }),
      z.object({ what: z.literal('pause'), ...at, durationMs: z.int() }),
    ]),
  ),
  totalMs: z.int(),
})
export type Hearing = z.output<typeof hearingSchema>
export type Heard = Hearing['programme'][number]

export const hearingPlaces = z.object({
  places: z.array(place.extend({ within: z.string().nullable().describe('The target it lies in') })),
})
