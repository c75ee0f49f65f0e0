import { z } from 'zod'
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

/** What a playlist publication says, for ever. Items are counted from 1; targets name versions by id. */
export const playlistBody = z.object({
  schema: z.literal('vang.playlist/1'),
  playlistId: z.string(),
  title: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  items: z.array(
    z.object({
      position: z.int(),
      part: z.enum(playedParts),
      workId: z.string(),
      title: z.string(),
      shortName: z.string(),
      kind: z.enum(workKinds),
    }),
  ),
  versions: z.array(pinnedVersion),
  targets: z.array(
    targetRef.extend({
      name: z.string(),
      languages: z.array(z.string()),
      items: z.array(
        z.object({
          position: z.int(),
          first: z.string().nullable(),
          along: z.array(z.string()),
          viForNow: z.boolean(),
          missing: z.boolean(),
        }),
      ),
    }),
  ),
})
export type PlaylistBody = z.infer<typeof playlistBody>
