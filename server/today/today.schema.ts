import { z } from 'zod'

/** Why something waits for a person, the graver first; the page has the chip and its word. */
export const itemKinds = [
  'withdrawal',
  'changes',
  'rejected',
  'refusedFile',
  'upload',
  'unsubmitted',
  'review',
  'plan',
  'overlap',
  'placeholder',
  'pin',
  'unpublished',
  'asRun',
  'unscheduled',
  'playlist',
  'failedPackage',
  'failedDelivery',
  'refusedDelivery',
  'package',
  'published',
  'failedJob',
  'disk',
  'noSignIn',
] as const
export type ItemKind = (typeof itemKinds)[number]

const instant = z.string()

export const itemSchema = z.object({
  key: z.string(),
  kind: z.enum(itemKinds),
  title: z.string(),
  detail: z.string(),
  since: instant.nullable(),
  dueAt: instant.nullable(),
  /** Path of the page where it is done. */
  link: z.string(),
  /** Who has it in hand, where that is somebody else. */
  holder: z.string().nullable(),
  /** Ready to send to whoever has to act. */
  zaloText: z.string().nullable(),
})
export type Item = z.infer<typeof itemSchema>

const weekSchema = z.object({
  channelId: z.string(),
  monday: z.string(),
  /** Share of broadcasting time that is laid, 0 to 1. */
  filled: z.number(),
  deadlineAt: instant,
  /** Number of the latest publication among its days; null while nothing is published. */
  publishedNumber: z.int().nullable(),
  changes: z.int(),
  days: z.array(
    z.object({
      date: z.string(),
      filled: z.number(),
      overlaps: z.int(),
      placeholders: z.int(),
    }),
  ),
})
export type WeekSummary = z.infer<typeof weekSchema>

const onAirSchema = z.object({
  channelName: z.string(),
  /** The publication in force for the day. */
  number: z.int(),
  slots: z.array(
    z.object({
      slotId: z.string(),
      startsAt: instant,
      endsAt: instant,
      title: z.string(),
      repeat: z.boolean(),
      placeholder: z.boolean(),
    }),
  ),
})

export const todaySchema = z.object({
  /** One sentence that sums up the day; marked words carry it. */
  sentence: z.array(z.object({ text: z.string(), mark: z.enum(['warn', 'key']).optional() })),
  items: z.array(itemSchema),
  holding: z.array(itemSchema),
  week: weekSchema.nullable(),
  onAir: onAirSchema.nullable(),
  milestones: z.array(
    z.object({
      kind: z.enum(['deadline', 'packages', 'occasion']),
      title: z.string(),
      at: z.string().describe('An instant, or a day'),
    }),
  ),
})
export type TodayAnswer = z.infer<typeof todaySchema>
export type OnAir = z.infer<typeof onAirSchema>
