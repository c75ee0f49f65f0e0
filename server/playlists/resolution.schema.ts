import { z } from 'zod'
import { daySpans, limitKinds } from '../areas/loudspeaker/limits.schema.ts'
import { workKinds } from '../library/library.schema.ts'
import { playlistSchema } from './playlists.schema.ts'

const choiceSchema = z.object({
  versionId: z.string(),
  language: z.string().nullable(),
  /** Its place in the target's order, from 1; null for music without words and for Vietnamese standing in. */
  rank: z.int().nullable(),
  /** The stretch of its recording; null for all of it. */
  inMs: z.int().nullable(),
  outMs: z.int().nullable(),
  durationMs: z.int(),
})
export type Choice = z.infer<typeof choiceSchema>

const cellSchema = z.object({
  first: choiceSchema.nullable(),
  second: choiceSchema.nullable().describe('The Vietnamese that follows where both are heard'),
  along: z.array(choiceSchema),
  missing: z.boolean(),
  viForNow: z.boolean(),
})
export type Cell = z.infer<typeof cellSchema>

export const workRef = z.object({
  workId: z.string(),
  title: z.string(),
  shortName: z.string(),
  kind: z.enum(workKinds),
})
export type WorkRef = z.infer<typeof workRef>

/** What a rule gives one place, in the order it is heard. */
const filledSchema = z.object({
  picks: z.array(workRef.extend({ cell: cellSchema })),
  filledMs: z.int(),
  /** Picks that came although a rule of separation speaks against them; empty as a rule. */
  broken: z.array(
    z.discriminatedUnion('rule', [
      z.object({ rule: z.literal('recent'), workId: z.string(), title: z.string(), lastAt: z.string() }),
      z.object({ rule: z.literal('artist'), workId: z.string(), title: z.string(), artist: z.string() }),
    ]),
  ),
})
export type Filled = z.infer<typeof filledSchema>

const limitBreak = z.object({
  limit: z.enum(limitKinds),
  place: z.string(),
  ruleId: z.string(),
  document: z.string(),
  allowed: z.string(),
  planned: z.string(),
  firstDay: z.string(),
  days: z.int(),
  together: z
    .object({
      of: z.enum(daySpans).describe('What begins before noon, what begins later, or all of the day'),
      lists: z.array(z.object({ playlistId: z.string(), title: z.string(), ms: z.int() })),
    })
    .nullable()
    .describe('Other published lists whose minutes count here; null where this list alone is over'),
})

const recordingSchema = z.object({ language: z.string().nullable(), durationMs: z.int() })
const [target, item] = [playlistSchema.shape.targets.element, playlistSchema.shape.items.element]

/** What each place hears at its first day, and how long that is against what is allowed there. */
export const resolutionSchema = z.object({
  items: z.array(
    item.and(
      z.object({
        approved: z.array(recordingSchema).describe('What may be heard over loudspeakers; of a rule nothing'),
        barred: z.boolean().describe('No licence lets loudspeakers play it on all days of the list'),
      }),
    ),
  ),
  evenings: z
    .array(
      z.object({
        cells: z.array(z.union([cellSchema, filledSchema])).describe('One for each item, in order'),
        totalMs: z.int().describe('One session with its pause'),
        alongMs: z.int(),
        missing: z.int(),
        viForNow: z.int(),
      }),
    )
    .describe('Places that hear the same share one'),
  targets: z.array(
    target.extend({
      evening: z.int().describe('Which of the evenings is heard there'),
      allowedMinutes: z.int().nullable().describe('Of one session, by the strictest rule there'),
      breaks: z.array(limitBreak),
    }),
  ),
  clashes: z
    .array(
      z.object({
        playlistId: z.string(),
        title: z.string(),
        targetName: z.string(),
        start: z.string(),
        goesFirst: z.enum(['this', 'other', 'neither']).describe('By the class of bulletin'),
      }),
    )
    .describe('Published lists that sound at the same place and time'),
  shortOfTrip: z.int().describe('Days that it is valid too short for the trip; 0 when long enough'),
  longerTrips: z
    .array(z.object({ team: z.string(), from: z.iso.date(), to: z.iso.date() }))
    .describe(
      'Planned trips to its places that are still under way when it ends, with their first and last day',
    ),
  noTimes: z.boolean().describe('Quiet hours hold at a place, and no time is given to hold against them'),
  publication: z
    .object({ number: z.int(), publishedAt: z.string(), current: z.boolean() })
    .nullable()
    .describe('`current` while publishing again would say nothing new'),
})
export type Resolution = z.infer<typeof resolutionSchema>

/** Trips that teams have planned to some places on days `from` until before `to`. What plans them comes later in the line. */
export type PlannedTrips = (
  targets: readonly { kind: 'area' | 'cluster'; id: string }[],
  days: { from: string; to: string },
) => Promise<{ team: string; from: string; to: string }[]>

/** A place with the evening that is heard there. */
export type ResolvedTarget = Omit<Resolution['targets'][number], 'evening'> & Resolution['evenings'][number]
