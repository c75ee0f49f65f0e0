import { z } from 'zod'
import { newSlot, slotEdit } from '../schedule.schema.ts'

const id = z.string().min(1).max(64)

/** What somebody wants different, of one slot. Whoever edits or removes says which revision was seen. */
export const slotChange = z.discriminatedUnion('do', [
  newSlot.omit({ channelId: true }).extend({
    do: z.literal('place'),
    /** Of one put back: the revision it had when it was taken out, so that no number is used twice. */
    revision: z.int().optional(),
  }),
  slotEdit.extend({ do: z.literal('edit'), id }),
  z.object({ do: z.literal('remove'), id, revision: z.int() }),
])
export type SlotChange = z.output<typeof slotChange>

/** A week laid on several others is taken out again in one step. */
export const mostChanges = 2500

const eachOnce = (ids: readonly string[]) => new Set(ids).size === ids.length

/** Several changes to a channel's draft that stand or fall together. */
export const amendment = z.object({
  channelId: id,
  changes: z
    .array(slotChange)
    .min(1)
    .max(mostChanges)
    .refine((all) => eachOnce(all.flatMap(({ id: named }) => named ?? [])), 'a slot is named twice'),
  /** Whether rows that follow the one before are moved along; taking back names every row by itself. */
  follow: z.boolean().default(true),
  step: id.optional().describe('Any name of this step: sent again under it, it is not taken twice'),
})
export type Amendment = z.output<typeof amendment>
