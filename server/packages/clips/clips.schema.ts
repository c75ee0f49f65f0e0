import { z } from 'zod'

/** Longer than a week nobody waits for a notice; by then its approval may have been thought over. */
export const mostClipDays = 7

export const clipFormats = ['opus', 'mp3'] as const
export type ClipFormat = (typeof clipFormats)[number]

export const newClipLink = z.object({
  format: z.enum(clipFormats).default('opus'),
  recipient: z.string().trim().normalize('NFC').min(1).max(120),
  days: z.number().int().min(1).max(mostClipDays).default(mostClipDays),
})
export type NewClipLink = z.output<typeof newClipLink>

/** The address is told once: only its hash is kept. */
export const clipLinkMade = z.object({ id: z.string(), url: z.string(), expiresAt: z.string() })

export const clipLink = z.object({
  id: z.string(),
  format: z.enum(clipFormats),
  recipient: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  downloads: z.int(),
})

/** What whoever has the link sees; `file` is null while the sound is still being made. */
export const openedClip = z.object({
  title: z.string(),
  language: z.string().nullable(),
  sender: z.string(),
  recipient: z.string(),
  expiresAt: z.string(),
  format: z.enum(clipFormats),
  file: z.object({ sizeBytes: z.int(), durationMs: z.int(), name: z.string() }).nullable(),
})
export type OpenedClip = z.infer<typeof openedClip>
