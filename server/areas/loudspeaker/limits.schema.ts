import { z } from 'zod'

/** The three classes of a bulletin, the lesser first (Thông tư 39/2020/TT-BTTTT): a later one goes before an earlier one. */
export const bulletinClasses = ['normal', 'priority', 'urgent'] as const
export type BulletinClass = (typeof bulletinClasses)[number]

export const limitKinds = ['weekday', 'hours', 'quiet', 'minutes', 'sessions'] as const
export type LimitKind = (typeof limitKinds)[number]

/** Parts of a day over which the minutes of several lists are added up: what begins before noon, what begins later, all. */
export const daySpans = ['morning', 'evening', 'day'] as const
export type DaySpan = (typeof daySpans)[number]

export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** A stretch of the day, half-open; one that ends before it begins goes past midnight. */
const stretch = z.object({ from: clockTime, to: clockTime }).refine(({ from, to }) => from !== to)
export type DayStretch = z.infer<typeof stretch>

/** Monday is 1. */
export const weekdays = z.array(z.int().min(1).max(7)).transform((days) => [...new Set(days)].sort())
const day = z.iso.date()
const minutes = z.int().min(1).max(600)
const sessions = z.int().min(1).max(24)

/** No class lifts quiet hours by itself: that always needs a reason. */
const lifted = z.array(z.enum(limitKinds).exclude(['quiet']))

const exception = z
  .object({
    kind: z.enum(['anniversary', 'emergency']),
    name: z.string().trim().normalize('NFC').min(2).max(200),
    document: z.string().trim().normalize('NFC').min(2).max(300),
    validFrom: day,
    /** First day it no longer holds. */
    validTo: day,
    lifts: z.array(z.enum(limitKinds)).default([]),
    minutesPerSession: minutes.nullable().default(null),
    sessionsPerDay: sessions.nullable().default(null),
  })
  .refine(({ validFrom, validTo }) => validFrom < validTo, { path: ['validTo'] })

/** When loudspeakers may speak at a place, and for how long. An empty list of hours means any hour outside the quiet ones. */
export const limitsShape = z.object({
  weekdays: weekdays.default([1, 2, 3, 4, 5, 6, 7]),
  hours: z.array(stretch).max(12).default([]),
  quiet: z.array(stretch).max(12).default([]),
  minutesPerSession: minutes.nullable().default(null),
  sessionsPerDay: sessions.nullable().default(null),
  /** What a class of bulletin may pass over by itself. */
  classes: z
    .object({ priority: lifted, urgent: lifted })
    .default({ priority: ['minutes', 'sessions'], urgent: ['weekday', 'hours', 'minutes', 'sessions'] }),
  exceptions: z.array(exception).max(40).default([]),
})
export type Limits = z.output<typeof limitsShape>

const document = z.string().trim().normalize('NFC').min(2).max(300)
const forwards = (input: { validFrom: string; validTo: string | null }) =>
  input.validTo === null || input.validFrom < input.validTo
const dates = { validFrom: day, validTo: day.nullable().default(null) }

export const newLoudspeakerRule = z
  .object({ areaId: z.string().max(64), ...dates, document, limits: limitsShape })
  .refine(forwards, { path: ['validTo'] })
export const loudspeakerRuleEdit = z
  .object({ ...dates, document, limits: limitsShape, revision: z.int().min(1) })
  .refine(forwards, { path: ['validTo'] })
export type NewLoudspeakerRule = z.output<typeof newLoudspeakerRule>
export type LoudspeakerRuleEdit = z.output<typeof loudspeakerRuleEdit>

export const loudspeakerRuleShape = z.object({
  id: z.string(),
  area: z.object({ id: z.string(), name: z.string() }),
  validFrom: day,
  validTo: day.nullable(),
  document: z.string().describe('The paper it comes from'),
  limits: limitsShape,
  revision: z.int(),
})
export type LoudspeakerRule = z.output<typeof loudspeakerRuleShape>
