import { z } from 'zod'
import { packageForDevice } from '../../packages/packages.schema.ts'
import { acknowledgedShape } from '../logs/events.schema.ts'

/** What a device says of its own log as it asks: its last number, and since when some of it waits to be sent. */
export const stateQuery = z.object({
  sequence: z.coerce.number().int().nonnegative().optional(),
  waitingSince: z.iso.datetime().optional(),
})
export type StateQuery = z.output<typeof stateQuery>

const named = z.object({ id: z.string(), name: z.string() })
const signed = z.object({ text: z.string(), signature: z.string() })

export const fieldState = acknowledgedShape.extend({
  serverTime: z.string(),
  team: named,
  contacts: z.array(z.object({ name: z.string(), role: z.string(), phone: z.string() })),
  showings: z
    .array(
      z.object({
        id: z.string(),
        day: z.iso.date(),
        time: z.string(),
        place: named.describe('The commune as it is today'),
        hamlet: named,
        hamletHead: z.string(),
        phone: z.string(),
        state: z.enum(['planned', 'held', 'postponed', 'cancelled']),
        audience: z.number().nullable(),
        tripEnds: z.iso.date().nullable().describe('Last day of the trip it belongs to'),
      }),
    )
    .describe('Of the last week, which may still be open, and of the days to come'),
  hamletsTag: z
    .string()
    .describe('Changes with the hamlets that the team may name; they are asked for apart'),
  packages: z.array(packageForDevice),
  targets: z
    .array(
      z.object({
        kind: z.enum(['area', 'cluster']),
        id: z.string(),
        name: z.string(),
        quiet: z
          .array(z.object({ from: z.string(), to: z.string() }))
          .describe('Hours of today in which no loudspeaker may sound there'),
      }),
    )
    .describe('Every place that the team serves now or in the days to come'),
  keys: z.object({
    root: z.string(),
    fingerprint: z.string(),
    certificates: z.array(signed),
    revocations: signed.nullable(),
  }),
})
export type FieldState = z.infer<typeof fieldState>

/** Hamlets of the places that a team serves, for a showing that nobody planned. */
export const fieldHamlets = z.object({
  tag: z.string(),
  hamlets: z.array(named.extend({ place: z.string().describe('The commune as it is today') })),
})
export type FieldHamlets = z.infer<typeof fieldHamlets>
