import { z } from 'zod'

export const workKinds = ['programme', 'act', 'announcement', 'song', 'bulletin', 'filler', 'ident'] as const
export type WorkKind = (typeof workKinds)[number]

/** Languages of the province, in the order people here read them; `null` stands for a recording without words. */
export const languageCodes = ['vi', 'tyz', 'nut', 'hmn', 'ium', 'nty', 'x-sanchi'] as const
export type LanguageCode = (typeof languageCodes)[number]

export const uses = ['tv', 'loudspeaker'] as const
export type Use = (typeof uses)[number]

export const versionStates = ['draft', 'submitted', 'changes', 'rejected', 'approved', 'withdrawn'] as const
export type VersionState = (typeof versionStates)[number]

export const sourceStates = ['arrived', 'looked', 'ready', 'refused'] as const
export type SourceState = (typeof sourceStates)[number]

export const language = z.enum(languageCodes)
/** NFC, without blanks around it; 300 characters are a long title and a short abuse. */
export const title = z.string().trim().normalize('NFC').min(1).max(300)
/** Who made it, in the words that will be printed: "Tác giả", "Biểu diễn". */
export const credits = z
  .array(z.object({ role: z.string().trim().max(100), name: z.string().trim().min(1).max(200) }))
  .max(100)
/** What the editor had in front of them; a change made since then refuses theirs with `stale`. */
export const revision = z.string().max(40)
/** Milliseconds from the start of the source. */
export const instantMs = z.number().int().min(0).max(604_800_000)
