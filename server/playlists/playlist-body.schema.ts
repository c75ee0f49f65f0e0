import { z } from 'zod'
import { bulletinClasses } from '../areas/loudspeaker/limits.schema.ts'
import { workKinds } from '../library/library.schema.ts'
import { playedParts, targetRef } from './playlists.schema.ts'

/** One version as it was pinned: the words with it are those of that moment, for whoever must read them aloud. */
const pinnedVersion = z.object({
  versionId: z.string(),
  workId: z.string(),
  language: z.string().nullable(),
  contentId: z.string(),
  sourceSha256: z.string(),
  inMs: z.int().nullable(),
  outMs: z.int().nullable(),
  durationMs: z.int(),
  spokenText: z.string().nullable(),
  translationVi: z.string().nullable(),
  /** Who decided that this content may be heard; null where the decision was taken before it was kept as a row. */
  approval: z.object({ id: z.string(), contentId: z.string(), by: z.string(), at: z.string() }).nullable(),
})
export type PinnedVersion = z.infer<typeof pinnedVersion>

const item = {
  position: z.int(),
  part: z.enum(playedParts),
  workId: z.string(),
  title: z.string(),
  shortName: z.string(),
  kind: z.enum(workKinds),
}
const heard = {
  position: z.int(),
  first: z.string().nullable(),
  along: z.array(z.string()),
  viForNow: z.boolean(),
  missing: z.boolean(),
}
const target = { ...targetRef.shape, name: z.string(), languages: z.array(z.string()) }
const head = {
  playlistId: z.string(),
  title: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  versions: z.array(pinnedVersion),
}

/** Why limits of loudspeakers were passed over, by whoever published, and which. */
const override = z.object({
  reason: z.string(),
  breaks: z.array(
    z.object({
      target: z.string(),
      limit: z.string(),
      place: z.string(),
      document: z.string(),
      allowed: z.string(),
      planned: z.string(),
      /** The other lists in force that counted, with their length in ms; none where this list alone was over. */
      together: z.array(z.object({ playlistId: z.string(), title: z.string(), ms: z.int() })).default([]),
    }),
  ),
})

/** As lists were published before they had rules, two languages in a row and hours: still in force, and in history. */
const first = z.object({
  ...head,
  schema: z.literal('vang.playlist/1'),
  items: z.array(z.object(item)),
  targets: z.array(z.object({ ...target, items: z.array(z.object(heard)) })),
})

const second = z.object({
  ...head,
  schema: z.literal('vang.playlist/2'),
  pauseMs: z.int().nullable().describe('Null where nobody said how long; 0 for no pause'),
  bulletinClass: z.enum(bulletinClasses),
  starts: z.array(z.string()),
  weekdays: z.array(z.int()),
  override: override.nullable(),
  /** Everything that is played anywhere; `byRule` where a rule chose it. */
  items: z.array(z.object({ ...item, byRule: z.boolean() })),
  targets: z.array(
    z.object({
      ...target,
      /** What this place hears, in its order: rules may choose otherwise elsewhere. `second` follows `first`. */
      items: z.array(z.object({ ...heard, second: z.string().nullable() })),
    }),
  ),
})

/** A publication of the first kind says the same in the words of the second. */
const lifted = first.transform(
  (body): z.infer<typeof second> => ({
    ...body,
    schema: 'vang.playlist/2',
    pauseMs: null,
    bulletinClass: 'normal',
    starts: [],
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    override: null,
    items: body.items.map((one) => ({ ...one, byRule: false })),
    targets: body.targets.map((one) => ({
      ...one,
      items: one.items.map((heard) => ({ ...heard, second: null })),
    })),
  }),
)

/** What a playlist publication says, for ever. Items are counted from 1; targets name versions by id. */
export const playlistBody = z.union([second, lifted])
export type PlaylistBody = z.output<typeof playlistBody>
