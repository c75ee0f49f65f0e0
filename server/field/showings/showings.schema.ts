import { z } from 'zod'

const id = z.string().max(64)
const day = z.iso.date()
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const note = z.string().trim().max(300)
const name = z.string().trim().max(80)
export const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
export const sha256Text = z.string().regex(/^[0-9a-f]{64}$/)

const newShowing = z.object({
  teamId: id,
  day,
  time,
  note: note.default(''),
  /** One that is written down, or a new one by its place and name. */
  hamlet: z.union([
    z.object({ id }),
    z.object({ areaId: id, name: name.min(1), headName: name, headPhone: z.string().max(30) }),
  ]),
})
export type NewShowing = z.output<typeof newShowing>
export const newShowings = z.object({ rows: z.array(newShowing).min(1).max(500) })

export const showingChange = z
  .object({ teamId: id, hamletId: id, day, time, note, cancelled: z.boolean() })
  .partial()
  .extend({ revision: z.int() })
export type ShowingChange = z.output<typeof showingChange>

export const outcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('held'),
    audience: z.int().nonnegative().max(100_000),
    exact: z.boolean(),
    confirmedBy: name.default(''),
    confirmedRole: name.default(''),
    photo: sha256Text.nullable().default(null),
  }),
  z.object({
    outcome: z.literal('postponed'),
    reason: z.string().trim().min(2).max(300),
    movedTo: day.nullable().default(null),
  }),
])
export type Outcome = z.output<typeof outcome>

/** What a device says beside the outcome of a showing that nobody planned. */
export const besideOutcome = z.object({
  day: day.optional(),
  corrects: z.int().positive().optional(),
})

export const pastedMonth = z.object({ text: z.string().max(200_000), month: monthText })

const ref = z.object({ id: z.string(), name: z.string() })
const showingStates = ['planned', 'held', 'postponed', 'cancelled'] as const
export const showingShape = z.object({
  id: z.string(),
  team: ref,
  hamlet: ref,
  place: ref.describe('The commune as it was on that day'),
  headName: z.string(),
  headPhone: z.string(),
  day: z.string(),
  time: z.string(),
  state: z.enum(showingStates),
  audience: z.number().nullable(),
  exact: z.boolean(),
  confirmedBy: z.string(),
  confirmedRole: z.string(),
  /** `waiting` until its bytes have come. */
  photo: z.object({ sha256: z.string(), arrived: z.boolean() }).nullable(),
  playlist: z.string().nullable().describe('What was played there, where the phone knew'),
  reason: z.string(),
  movedTo: z.string().nullable(),
  note: z.string(),
  closed: z.object({ at: z.string(), by: z.string(), byDevice: z.boolean() }).nullable(),
  revision: z.number(),
})
export type Showing = z.output<typeof showingShape>

const figuresShape = z.object({
  sessions: z.number(),
  audienceVisits: z.number(),
  areas: z.number(),
  hamlets: z.number(),
  postponed: z.number(),
})
export const monthShape = z.object({
  month: z.string(),
  showings: z.array(showingShape),
  figures: figuresShape,
  teams: z.array(
    figuresShape.extend({
      id: z.string(),
      name: z.string(),
      quota: z.int().describe('Showings that it is to hold in the month at least'),
    }),
  ),
  trips: z
    .array(z.object({ teamId: z.string(), from: z.string(), to: z.string() }))
    .describe('Whole, also where they begin before the month or end after it'),
})
export type Month = z.output<typeof monthShape>

export const sheetQuery = z
  .object({ teamId: id, from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ['to'] })

export const previewRow = z.object({
  line: z.number(),
  day: z.string(),
  time: z.string(),
  team: ref.nullable(),
  hamlet: z.object({ id: z.string().nullable(), name: z.string(), place: ref.nullable() }),
  /** An old name in the table: of the hamlet, of its commune. */
  formerly: z.object({ hamlet: z.string().nullable(), place: z.string().nullable() }),
  headName: z.string(),
  headPhone: z.string(),
  problems: z.array(z.enum(['day', 'time', 'team', 'hamlet', 'commune', 'phone', 'there'])),
})
export type PreviewRow = z.output<typeof previewRow>
