import { z } from 'zod'
import { manifestSchema } from './manifest.schema.ts'

/** A package in a list, with the figures people choose by. */
export const packageLine = z.object({
  id: z.string(),
  playlistId: z.string(),
  title: z.string(),
  target: z.object({ kind: z.enum(['area', 'cluster']), id: z.string(), name: z.string() }),
  sequence: z.int().describe('The number of its publication'),
  buildId: z.string().describe('What its job tells its progress under'),
  state: z.enum(['building', 'ready', 'failed', 'withdrawn', 'key_revoked']),
  failure: z.object({ code: z.string(), title: z.string().nullable() }).nullable(),
  withdrawal: z
    .object({ id: z.string(), reason: z.string(), at: z.string() })
    .nullable()
    .describe('Why nobody may play it any more, where somebody said so'),
  validFrom: z.string(),
  validTo: z.string().describe('First day it no longer applies'),
  createdAt: z.string(),
  builtAt: z.string().nullable(),
  supersededBy: z.int().nullable().describe('The later publication that takes its place'),
  content: z
    .object({
      sizeBytes: z.int().describe('Of the ZIP, for a stick'),
      lightBytes: z.int().describe('Of the sound, for a phone'),
      files: z.int(),
      languages: z.array(z.string()),
      totalMs: z.int(),
      missing: z.int(),
      checkCode: z.string(),
    })
    .nullable()
    .describe('Null until it is ready, and once it may not be heard any more'),
  download: z
    .object({ at: z.string(), by: z.string() })
    .nullable()
    .describe('The last time it was fetched whole'),
})
export type PackageLine = z.infer<typeof packageLine>

export const packageDetail = packageLine.extend({ manifest: manifestSchema.nullable() })
export type PackageDetail = z.infer<typeof packageDetail>

/** A package as an enrolled device hears of it. */
export const packageForDevice = z.object({
  id: z.string(),
  playlistId: z.string(),
  title: z.string(),
  target: z.object({ kind: z.enum(['area', 'cluster']), id: z.string(), name: z.string() }),
  number: z.int(),
  sequence: z.int(),
  issuedAt: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  manifestSha256: z.string(),
  manifestBytes: z.int(),
  soundBytes: z.int().describe('Of the light sound, each clip once'),
  state: z.enum(['ready', 'withdrawn']),
  withdrawnReason: z.string().nullable(),
})
export type PackageForDevice = z.infer<typeof packageForDevice>

const changedSound = z.object({
  title: z.string(),
  language: z.string().nullable(),
  part: z.string(),
  durationMs: z.int(),
})
export const packageChanges = z.object({
  from: z
    .object({ id: z.string(), sequence: z.int() })
    .nullable()
    .describe('Null for the first of its place'),
  delta: z
    .object({
      added: z.array(changedSound),
      removed: z.array(changedSound),
      replaced: z.array(changedSound),
      moved: z.array(changedSound),
      same: z.int(),
      lightBytes: z.int(),
      usbBytes: z.int(),
    })
    .nullable(),
})
export type PackageChanges = z.infer<typeof packageChanges>

export const packageDownload = z.object({
  id: z.string(),
  by: z.string(),
  device: z.boolean(),
  startedAt: z.string(),
  lastByteAt: z.string(),
  bytes: z.int(),
  whole: z.boolean(),
})
export type PackageDownload = z.infer<typeof packageDownload>
