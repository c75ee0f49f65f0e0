import { z } from 'zod'
import { manifestSchema } from './manifest.schema.ts'

/** A package in a list, with the figures people choose by. */
export const packageLine = z.object({
  id: z.string(),
  playlistId: z.string(),
  title: z.string(),
  target: z.object({ kind: z.enum(['area', 'cluster']), id: z.string(), name: z.string() }),
  sequence: z.int().describe('The number of its publication'),
  state: z.enum(['building', 'ready', 'failed', 'withdrawn']),
  failure: z.object({ code: z.string(), title: z.string().nullable() }).nullable(),
  validFrom: z.string(),
  validTo: z.string().describe('First day it no longer applies'),
  createdAt: z.string(),
  builtAt: z.string().nullable(),
  supersededBy: z.int().nullable().describe('The later publication that takes its place'),
  content: z
    .object({
      sizeBytes: z.int(),
      files: z.int(),
      languages: z.array(z.string()),
      totalMs: z.int(),
      missing: z.int(),
      checkCode: z.string(),
    })
    .nullable()
    .describe('Null until it is ready'),
  download: z
    .object({ at: z.string(), by: z.string() })
    .nullable()
    .describe('The last time it was fetched whole'),
})
export type PackageLine = z.infer<typeof packageLine>

export const packageDetail = packageLine.extend({ manifest: manifestSchema.nullable() })
export type PackageDetail = z.infer<typeof packageDetail>
