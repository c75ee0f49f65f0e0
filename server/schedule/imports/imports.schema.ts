import { z } from 'zod'
import { language } from '../../library/library.schema.ts'
import { mostChanges } from '../amending/amending.schema.ts'
import { DAY_MS } from '../schedule.rules.ts'
import { day, line, runs, slotKinds, typedTime } from '../schedule.schema.ts'

/** One row of a table as it was read; what the table does not say is left out. */
const importRow = z.object({
  /** Where it stood in the table, counted from 1. */
  line: z.int().min(1),
  day,
  start: typedTime,
  durationMs: z.int().min(1000).max(DAY_MS).nullable(),
  title: line(300).pipe(z.string().min(1)),
  run: z.enum(runs).optional(),
  language: language.optional(),
  note: line(500).optional(),
  kind: z.enum(slotKinds).optional(),
  /** The hour that is announced; null for the start. */
  billed: typedTime.nullable().optional(),
  /** The work that a person chose for it; null for none. */
  workId: z.string().max(64).nullable().optional(),
})
export type ReadRow = z.output<typeof importRow>
type Sent = z.input<typeof importRow>
export type ImportRow = { [Key in keyof Sent]: Sent[Key] | (undefined extends Sent[Key] ? undefined : never) }

export const previewInput = z.object({
  rows: z.array(importRow).min(1).max(mostChanges),
  /** Also take out, of the days that the table speaks of, what it does not hold. */
  takeOut: z.boolean().default(false),
})
export type PreviewInput = z.output<typeof previewInput>
