import { z } from 'zod'
import { tagProfiles } from './id3.rules.ts'
import { stickForms } from './stick-layout.rules.ts'

/** How a stick is to be laid out. */
export const stickWish = z.object({
  form: z
    .enum(stickForms)
    .default('parts')
    .describe('parts: one MP3 for each part of the evening; clips: each clip by itself'),
  tags: z.enum(tagProfiles).default('ascii-v23').describe('What stands before the sound of each file'),
  language: z
    .string()
    .regex(/^(x-)?[a-z]{2,8}$/)
    .optional()
    .describe(
      'Only the evening in this language; `first`: only that of first choices; absent: a folder for each',
    ),
})
export type StickWish = z.infer<typeof stickWish>

const file = { path: z.string(), sizeBytes: z.int(), sha256: z.string() }

/** Where a part of a file comes from: `from` and `to` (exclusive) are bytes of the package's file with that sha256. */
const laidClip = z.object({ sha256: z.string(), from: z.int(), to: z.int() })

/** The list of its own files that a stick carries; whoever finds it knows the folders that may be replaced. */
const stickList = z.object({
  schema: z.literal('vang.stick/1'),
  packageId: z.string(),
  title: z.string(),
  target: z.string(),
  number: z.int(),
  validFrom: z.string(),
  validTo: z.string(),
  manifestSha256: z.string(),
  ...stickWish.required().shape,
  language: z.string().nullable().describe('Null: every evening, a folder each'),
  checkCode: z.string().describe('Of the package, as on its cue sheet'),
  folders: z.array(z.object({ name: z.string(), language: z.string().nullable() })),
  files: z
    .array(
      z.object({
        ...file,
        head: z.int().describe('Bytes before the first clip; all of what is no sound'),
        clips: z.array(laidClip),
      }),
    )
    .describe('Every file but this list itself, in the order of writing'),
})
export type StickList = z.infer<typeof stickList>

/** What a stick will hold, before anything is written. */
export const stickAnswer = z.object({
  list: stickList,
  files: z.array(z.object(file)).describe('In the order of writing; the last is the list itself'),
  sizeBytes: z.int(),
  image: z.object({ sizeBytes: z.int(), etag: z.string() }),
  evenings: z.array(
    z.object({
      language: z.string().nullable(),
      files: z.array(
        z.object({
          path: z.string(),
          part: z.string(),
          durationMs: z.int(),
          clips: z.array(z.object({ title: z.string(), durationMs: z.int() })),
        }),
      ),
    }),
  ),
})
export type StickAnswer = z.infer<typeof stickAnswer>
