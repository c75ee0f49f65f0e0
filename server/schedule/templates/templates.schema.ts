import { z } from 'zod'
import { language } from '../../library/library.schema.ts'
import { DAY_MS } from '../schedule.rules.ts'
import { day, line, runs, slotKinds, typedTime } from '../schedule.schema.ts'

const id = z.string().min(1).max(64)
const durationMs = z.int().min(1000).max(DAY_MS)

/** One date on which a row stays away, or comes at another hour or length. */
const exception = z.discriminatedUnion('kind', [
  z.object({ day, kind: z.literal('skip') }),
  z.object({ day, kind: z.literal('change'), start: typedTime, durationMs }),
])

const fields = {
  title: line(300),
  kind: z.enum(slotKinds),
  workId: id.nullable(),
  language: language.nullable(),
  run: z.enum(runs),
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1)
    .transform((days) => [...new Set(days)].sort()),
  everyWeeks: z.int().min(1).max(52),
  start: typedTime,
  durationMs,
  validFrom: day,
  /** First day on which it no longer applies. */
  validTo: day.nullable(),
  priority: z.int().min(0).max(9),
  exceptions: z
    .array(exception)
    .max(400)
    .refine((all) => new Set(all.map((one) => one.day)).size === all.length, 'two for one day'),
  note: line(500),
}

const validity = (row: { validFrom?: string | undefined; validTo?: string | null | undefined }) =>
  !row.validFrom || !row.validTo || row.validFrom < row.validTo

export const newTemplateRow = z
  .object({
    ...fields,
    title: fields.title.default(''),
    kind: fields.kind.default('title'),
    workId: fields.workId.default(null),
    language: fields.language.default(null),
    run: fields.run.default('first'),
    everyWeeks: fields.everyWeeks.default(1),
    validTo: fields.validTo.default(null),
    priority: fields.priority.default(0),
    exceptions: fields.exceptions.default([]),
    note: fields.note.default(''),
    /** To put back what was taken out. */
    id: z.uuid().optional(),
  })
  .refine(validity, { path: ['validTo'] })
  .refine(({ kind, workId, title }) => (kind === 'work' ? workId !== null : title !== ''), {
    path: ['title'],
  })
export type NewTemplateRow = z.output<typeof newTemplateRow>

export const templateRowEdit = z.object(fields).partial().extend({ revision: z.int() })
export type TemplateRowEdit = z.output<typeof templateRowEdit>

export const templateRowSeen = z.object({ revision: z.coerce.number().int() })

export const weekToTemplate = z.object({ from: day, validFrom: day, validTo: day.nullable().default(null) })
export const weekCopy = z.object({ from: day, to: z.array(day).min(1).max(12) })

export const occasionQuery = z.object({
  year: z.coerce.number().int().min(2001).max(2099),
  /** Days around the occasion that come along. */
  before: z.coerce.number().int().min(0).max(30).default(0),
  after: z.coerce.number().int().min(0).max(30).default(0),
})
