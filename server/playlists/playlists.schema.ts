import { z } from 'zod'
import { title, workKinds } from '../library/library.schema.ts'

/** An evening in its order: music calls people in, and in the pause the hamlet head speaks, so nothing is played. */
export const eveningParts = ['callIn', 'notices', 'message', 'pause', 'film', 'closing'] as const
export type EveningPart = (typeof eveningParts)[number]
export const playedParts = ['callIn', 'notices', 'message', 'film', 'closing'] as const

const day = z.iso.date()
export const targetRef = z.object({ kind: z.enum(['area', 'cluster']), id: z.string().min(1).max(64) })
export type TargetRef = z.infer<typeof targetRef>

const itemInput = z.object({ part: z.enum(playedParts), workId: z.string().min(1).max(64) })

const content = {
  title,
  validFrom: day.describe('First day it applies'),
  validTo: day.describe('First day it no longer applies'),
  items: z.array(itemInput).max(500).describe('Works in the exact order they are played'),
  targets: z.array(targetRef).max(200),
}
const inOrder = (input: { validFrom: string; validTo: string }) => input.validFrom < input.validTo
const notInOrder = { path: ['validTo'] }

export const newPlaylist = z
  .object({ ...content, items: content.items.default([]), targets: content.targets.default([]) })
  .refine(inOrder, notInOrder)
export const playlistEdit = z.object({ ...content, revision: z.int().min(1) }).refine(inOrder, notInOrder)
export type PlaylistContent = z.infer<typeof newPlaylist>
export type PlaylistEdit = z.infer<typeof playlistEdit>

export const publishInput = z.object({
  revision: z.int().min(1).optional().describe('What the publisher had in front of them'),
  delayMs: z.int().min(0).max(600_000).default(0).describe('How long it can still be taken back'),
})

const itemSchema = z.object({
  part: z.enum(playedParts),
  workId: z.string(),
  title: z.string(),
  shortName: z.string(),
  kind: z.enum(workKinds),
})
const targetSchema = targetRef.extend({ name: z.string(), languages: z.array(z.string()) })
export type PlaylistTarget = z.infer<typeof targetSchema>

export const playlistSchema = z.object({
  id: z.string(),
  title: z.string(),
  validFrom: day,
  validTo: day,
  revision: z.int(),
  editedAt: z.string(),
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

const choiceSchema = z.object({
  versionId: z.string(),
  language: z.string().nullable(),
  /** Its place in the target's order, from 1; null for music without words and for Vietnamese standing in. */
  rank: z.int().nullable(),
  /** The stretch of its recording; null for all of it. */
  inMs: z.int().nullable(),
  outMs: z.int().nullable(),
  durationMs: z.int(),
})
export type Choice = z.infer<typeof choiceSchema>

const cellSchema = z.object({
  first: choiceSchema.nullable(),
  along: z.array(choiceSchema),
  missing: z.boolean(),
  viForNow: z.boolean(),
})
export type Cell = z.infer<typeof cellSchema>

const recordingSchema = z.object({ language: z.string().nullable(), durationMs: z.int() })

export const resolutionSchema = z.object({
  items: z.array(
    itemSchema.extend({ approved: z.array(recordingSchema).describe('What may be heard over loudspeakers') }),
  ),
  targets: z.array(
    targetSchema.extend({
      cells: z.array(cellSchema).describe('One for each item, in order'),
      totalMs: z.int(),
      alongMs: z.int(),
      missing: z.int(),
      viForNow: z.int(),
    }),
  ),
  publication: z
    .object({ number: z.int(), publishedAt: z.string(), current: z.boolean() })
    .nullable()
    .describe('`current` while publishing again would say nothing new'),
})
export type Resolution = z.infer<typeof resolutionSchema>
