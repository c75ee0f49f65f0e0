import { z } from 'zod'
import { workKinds } from '../../library/library.schema.ts'
import { day, line, slotKinds, typedTime } from '../schedule.schema.ts'
import { planApprovals } from './approval.rules.ts'

const id = z.string().min(1).max(64)

const publishingSettings = z
  .object({
    planApproval: z.enum(planApprovals),
    callList: z
      .array(
        z.object({
          name: line(120).pipe(z.string().min(1)),
          role: line(120),
          phone: line(30).pipe(z.string().min(1)),
        }),
      )
      .max(40),
  })
  .partial()

export const publishingEdit = publishingSettings
  .extend({
    /** What these said when they were read; what somebody else has set since is refused, and told. */
    seen: publishingSettings.optional(),
  })
  .refine(({ seen: _, ...edit }) => Object.keys(edit).length > 0)

export const submissionInput = z.object({
  days: z
    .array(day)
    .min(1)
    .max(31)
    .transform((days) => [...new Set(days)].sort()),
  note: line(500).default(''),
})

export const planDecision = z.object({
  verdict: z.enum(['approved', 'returned']),
  /** Of the very days that were looked at. */
  sha256: z.string().length(64),
  reason: line(1000).default(''),
})

export const urgentInput = z
  .object({
    /** The publication that was looked at. */
    base: z.int().min(1),
    moves: z
      .array(z.object({ slotId: id, start: typedTime }))
      .max(100)
      .default([]),
    swap: z.object({ first: id, second: id }).optional(),
    /** What a moved row now meets steps back behind it. */
    push: z.boolean().default(false),
    reason: line(300).default(''),
    delayMs: z.int().min(0).max(600_000).default(0),
  })
  .refine((input) => input.moves.length > 0 !== (input.swap !== undefined))
export type UrgentInput = z.output<typeof urgentInput>

export const tickInput = z.object({ told: z.boolean() })

const instead = z.discriminatedUnion('how', [
  z.object({ how: z.literal('fill'), kinds: z.array(z.enum(workKinds)).min(1) }),
  z.object({ how: z.literal('work'), workId: id }),
  z.object({ how: z.literal('relay'), title: line(300).pipe(z.string().min(1)) }),
])

const wordList = z.array(line(60).pipe(z.string().min(1))).max(40)

export const substitutionRule = z
  .object({
    from: day,
    to: day,
    /** Seconds of the day between which a row starts, the end exclusive; 86,400 is midnight after it. */
    hours: z.object({ from: z.int().min(0).max(86_400), to: z.int().min(0).max(86_400) }),
    /** Works of these kinds go. */
    kinds: z.array(z.enum(workKinds)),
    /** Rows whose title holds one of these go. */
    words: wordList,
    /** Rows whose title holds one of these stay, whatever else is said. */
    keepWords: wordList,
    instead,
  })
  .refine((rule) => rule.from <= rule.to && rule.hours.from < rule.hours.to)
export type SubstitutionRule = z.output<typeof substitutionRule>

const insteadRow = z.object({
  kind: z.enum(slotKinds),
  workId: id.nullable(),
  versionId: id.nullable(),
  title: line(300),
  startsAt: z.iso.datetime(),
  durationMs: z.int().min(1000).max(86_400_000),
})
export type InsteadRow = z.output<typeof insteadRow>

export const substitutionInput = z.object({
  name: line(120).pipe(z.string().min(1)),
  rule: substitutionRule,
  /** The publications that were looked at. */
  seen: z.array(z.object({ day, number: z.int().min(1) })).max(31),
  rows: z
    .array(z.object({ day, slotId: id, instead: z.array(insteadRow).max(40) }))
    .min(1)
    .max(2000),
})
export type SubstitutionInput = z.output<typeof substitutionInput>

export const replaceInput = z.object({
  versionId: id,
  slotIds: z.array(id).min(1).max(2000),
  /** The publications that were looked at. */
  seen: z.array(z.object({ day, number: z.int().min(1) })).max(400),
})
export type ReplaceInput = z.output<typeof replaceInput>
