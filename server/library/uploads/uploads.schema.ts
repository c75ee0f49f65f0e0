import { z } from 'zod'
import { language, title, workKinds } from '../library.schema.ts'

/** How much of each end the browser sends before the first byte travels. */
export const sampleBytes = 4 * 1024 ** 2
/** Larger than any recording anybody will bring: 2 TB. */
const mostBytes = 2e12

const uploadStates = ['waiting', 'active', 'paused', 'hashing', 'finished', 'failed', 'cancelled'] as const
export type UploadState = (typeof uploadStates)[number]
/** States in which bytes are still to come. */
export const unfinished = ['waiting', 'active', 'paused'] as const

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const sizeBytes = z.number().int().min(0).max(mostBytes)
const instant = z.iso.datetime({ offset: true })

export const uploadId = z.object({ id: z.uuid() })

/** Where a recording belongs: a further version of a work, or a work of its own. */
const belongs = {
  workId: z.string().min(1).max(40).nullable().optional(),
  title: title.nullable().optional(),
  kind: z.enum(workKinds).nullable().optional(),
  language: language.nullable().optional(),
  urgent: z.boolean().optional(),
  deadlineAt: instant.nullable().optional(),
}

/** What the browser says of a file before it sends it; the samples travel beside it. */
export const newUpload = z.object({
  fileName: z.string().max(4000),
  sizeBytes,
  ...belongs,
  /** A check on what arrives, never a claim to bytes that are here. */
  sha256: sha256.optional(),
  /** The line's speed as measured before, to say when it will be done. */
  bytesPerSecond: z.number().positive().optional(),
  /** The unfinished upload that this file is meant to continue. */
  continues: z.uuid().optional(),
  /** Send it although it is cut short: a damaged only copy is worth keeping. */
  evenIfCut: z.boolean().optional(),
})
export type NewUpload = z.infer<typeof newUpload>

/** The form that carries it: JSON in `about`, the first and the last 4 MiB as files. */
export const newUploadForm = z.object({
  about: z.string().max(16_000),
  head: z.file().max(sampleBytes),
  tail: z.file().max(sampleBytes),
})

export const sameFile = z.object({ sizeBytes, headSha256: sha256, tailSha256: sha256 })
export type SameFile = z.infer<typeof sameFile>

export const uploadChange = z.object({
  ...belongs,
  /** Its place in the unit's queue, counted from 0. */
  position: z.number().int().min(0).optional(),
})
export type UploadChange = z.infer<typeof uploadChange>

export const takeFile = z.object({
  path: z.string().min(1).max(4096),
  ...belongs,
  evenIfCut: z.boolean().optional(),
})
export type TakeFile = z.infer<typeof takeFile>

/** One stretch of sending without a long break, in bytes and by the station's clock. */
export interface Session {
  from: number
  to: number
  startedAt: string
  endedAt: string
}

/** A thing found in the file, or about the server's room for it, with its sentence in the reader's language. */
export interface Said {
  code: string
  severity: 'info' | 'warning' | 'error'
  sentence: string
}
