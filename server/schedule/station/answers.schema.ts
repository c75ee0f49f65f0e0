import { z } from 'zod'
import { day, line, typedTime } from '../schedule.schema.ts'

/** What a slot can be answered; `none` is the slot nobody has been asked about. */
export const answers = ['proposed', 'confirmed', 'moved', 'refused'] as const
export type Answer = (typeof answers)[number]
export const ways = ['hand', 'import', 'link'] as const
export type Way = (typeof ways)[number]

const id = z.string().min(1).max(64)

const one = z.object({
  slotId: id,
  answer: z.enum(answers),
  /** The hour that the station would rather have; needed with `moved`. */
  time: typedTime.optional(),
  note: line(500).default(''),
})
export type SlotAnswerInput = z.output<typeof one>

export const answersInput = z.object({
  answers: z.array(one).min(1).max(500),
  way: z.enum(['hand', 'import']).default('hand'),
})

export const answersText = z.object({ from: day, text: z.string().min(1).max(50_000) })

/** By a link one proposes nothing: one says yes, no, or another hour, and who one is. */
export const answersByLink = z.object({
  name: line(120).pipe(z.string().min(1)),
  answers: z
    .array(one.extend({ answer: z.enum(['confirmed', 'moved', 'refused']) }))
    .min(1)
    .max(200),
})
export type AnswersByLink = z.input<typeof answersByLink>

const someDays = z
  .array(day)
  .min(1)
  .max(31)
  .transform((days) => [...new Set(days)].sort())

export const newScheduleLink = z.object({
  days: someDays,
  recipient: line(120).pipe(z.string().min(1)),
  /** How long it opens. */
  forDays: z.int().min(1).max(60).default(7),
})
export type NewScheduleLink = z.output<typeof newScheduleLink>

/** Days in an address: `2021-10-01,2021-10-03`. */
export const daysQuery = z.object({
  days: z
    .string()
    .max(400)
    .transform((text) => text.split(','))
    .pipe(someDays),
})
