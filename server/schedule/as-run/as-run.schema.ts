import { z } from 'zod'
import { DAY_MS } from '../schedule.rules.ts'
import { day, line, typedTime } from '../schedule.schema.ts'

/** What became of a planned slot, or what aired beside the plan. */
export const airedStatuses = ['AIRED', 'PARTIAL', 'LATE', 'SUBSTITUTED', 'MISSED', 'EXTRA'] as const
export type AiredStatus = (typeof airedStatuses)[number]
export type AiredSource = 'hand' | 'station_log' | 'engine'

const id = z.string().min(1).max(64)

export const confirmInput = z.object({
  /** These alone; without it every slot of the day that is over and not logged yet. */
  slotIds: z.array(id).min(1).max(500).optional(),
})

export const rowInput = z.object({
  /** Null for what nobody planned. */
  slotId: id.nullable(),
  status: z.enum(airedStatuses),
  /** When it really began; without it, as planned. */
  time: typedTime.optional(),
  durationMs: z.int().min(1).max(DAY_MS).optional(),
  /** What aired instead, or beside the plan. */
  title: line(300).default(''),
  workId: id.nullable().default(null),
  reason: line(500).default(''),
  /** The row this one corrects. */
  supersedes: id.optional(),
})
export type RowInput = z.output<typeof rowInput>

export const signInput = z.object({ note: line(500).default('') })

/** Which column of a station's log holds what, counted from 0. */
export const logColumns = z.object({
  /** Null where the time's cell holds the date too, or the whole log is of one day. */
  date: z.int().min(0).max(99).nullable(),
  time: z.int().min(0).max(99),
  title: z.int().min(0).max(99),
  duration: z.int().min(0).max(99).nullable(),
  end: z.int().min(0).max(99).nullable(),
})
export type LogColumns = z.output<typeof logColumns>

export const logInput = z.object({
  name: line(200).default(''),
  /** Of rows that carry no date. */
  day,
  columns: logColumns,
  cells: z
    .array(z.array(z.string().max(500)).max(100))
    .min(1)
    .max(20_000),
})
export type LogInput = z.output<typeof logInput>

export const verdictInput = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('slot'), slotId: id }),
  z.object({ verdict: z.literal('extra') }),
  z.object({ verdict: z.literal('drop') }),
])
export type VerdictInput = z.output<typeof verdictInput>

export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
