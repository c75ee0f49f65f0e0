import { z } from 'zod'
import { bulletinClasses, clockTime, weekdays } from '../areas/loudspeaker/limits.schema.ts'
import { title, workKinds } from '../library/library.schema.ts'
import { fillRule } from './filling/fill-rule.schema.ts'

/** An evening in its order: music calls people in, and in the pause the hamlet head speaks, so nothing is played. */
export const eveningParts = ['callIn', 'notices', 'message', 'pause', 'film', 'closing'] as const
export type EveningPart = (typeof eveningParts)[number]
export const playedParts = ['callIn', 'notices', 'message', 'film', 'closing'] as const
export type PlayedPart = (typeof playedParts)[number]

const day = z.iso.date()
export const targetRef = z.object({ kind: z.enum(['area', 'cluster']), id: z.string().min(1).max(64) })
export type TargetRef = z.infer<typeof targetRef>

/** Whether an item is heard in the place's language and then in Vietnamese; null follows the list. */
const bilingual = z.boolean().nullable().default(null)
const part = z.enum(playedParts)
const workInput = z.object({ part, workId: z.string().min(1).max(64), bilingual })
const ruleInput = z.object({ part, rule: fillRule, bilingual })
/** A work, or a rule by which works are chosen for each place. */
export const itemInput = z.union([workInput, ruleInput])
export type ItemInput = z.output<typeof itemInput>

const lengthMs = z.int().min(0).max(14_400_000)
const aLength = lengthMs.nullable().optional()
/** How an evening is held, beside what is played in it. */
export const eveningSettings = z.object({
  bilingual: z.boolean().default(false),
  pauseMs: lengthMs.default(300_000).describe('While the hamlet head speaks; 0 for no pause'),
  lengths: z
    .object({ callIn: aLength, notices: aLength, message: aLength, film: aLength, closing: aLength })
    .default({})
    .describe('What each part is meant to last, in ms'),
  bulletinClass: z.enum(bulletinClasses).default('normal'),
  starts: z
    .array(clockTime)
    .max(24)
    .transform((times) => [...new Set(times)].sort())
    .default([])
    .describe('When sessions begin'),
  weekdays: weekdays.default([1, 2, 3, 4, 5, 6, 7]),
})

export const playlistSettings = eveningSettings.extend({
  tripDays: z.int().min(1).max(90).default(1).describe('How many days a team is away with it'),
})
export type PlaylistSettings = z.output<typeof playlistSettings>

export const items = z
  .array(itemInput)
  .max(500)
  .describe('Works and rules in the exact order they are played')
const content = {
  title,
  validFrom: day.describe('First day it applies'),
  validTo: day.describe('First day it no longer applies'),
  items,
  targets: z.array(targetRef).max(600),
}
const inOrder = (input: { validFrom: string; validTo: string }) => input.validFrom < input.validTo
const notInOrder = { path: ['validTo'] }

export const newPlaylist = z
  .object({
    ...content,
    items: items.default([]),
    targets: content.targets.default([]),
    settings: playlistSettings.optional(),
    templateId: z.string().max(64).optional().describe('The template of an evening to begin from'),
  })
  .refine(inOrder, notInOrder)
export const playlistEdit = z
  .object({
    ...content,
    settings: playlistSettings.optional().describe('Absent: as they are'),
    revision: z.int().min(1),
  })
  .refine(inOrder, notInOrder)
export type NewPlaylist = z.output<typeof newPlaylist>
export type PlaylistEdit = z.output<typeof playlistEdit>
/** What is kept of a playlist. */
export interface PlaylistContent {
  title: string
  validFrom: string
  validTo: string
  items: ItemInput[]
  targets: TargetRef[]
  settings: PlaylistSettings
}

export const publishInput = z.object({
  revision: z.int().min(1).optional().describe('What the publisher had in front of them'),
  delayMs: z.int().min(0).max(600_000).default(0).describe('How long it can still be taken back'),
  reason: z
    .string()
    .trim()
    .normalize('NFC')
    .min(5)
    .max(500)
    .optional()
    .describe('Why limits are passed over; quiet hours cannot be without one'),
})

const workItem = z.object({
  part,
  bilingual: z.boolean().nullable(),
  workId: z.string(),
  title: z.string(),
  shortName: z.string(),
  kind: z.enum(workKinds),
})
const ruleItem = z.object({ part, bilingual: z.boolean().nullable(), rule: fillRule })
const itemSchema = z.union([workItem, ruleItem])
export type WorkItem = z.infer<typeof workItem>
export type RuleItem = z.infer<typeof ruleItem>
export type PlaylistItem = z.infer<typeof itemSchema>
const targetSchema = targetRef.extend({ name: z.string(), languages: z.array(z.string()) })
export type PlaylistTarget = z.infer<typeof targetSchema>

export const playlistSchema = z.object({
  id: z.string(),
  title: z.string(),
  validFrom: day,
  validTo: day,
  revision: z.int(),
  editedAt: z.string(),
  settings: playlistSettings,
  items: z.array(itemSchema),
  targets: z.array(targetSchema),
  publication: z.object({ number: z.int(), publishedAt: z.string() }).nullable(),
  leaving: z
    .object({ jobId: z.string(), at: z.string() })
    .nullable()
    .describe('Being published, not yet gone'),
  refused: z.string().nullable().describe('Why the last publication that was to leave later did not'),
})
export type Playlist = z.infer<typeof playlistSchema>

export const playlistLine = playlistSchema
  .pick({ id: true, title: true, validFrom: true, validTo: true, editedAt: true, publication: true })
  .extend({ works: z.int(), targetNames: z.array(z.string()) })
export type PlaylistLine = z.infer<typeof playlistLine>
