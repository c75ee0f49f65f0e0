import { z } from 'zod'

const stored = {
  path: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  crc32: z.int().describe('Unsigned, as a ZIP wants it'),
}
const documentFile = z.object({ ...stored, kind: z.enum(['readme', 'cueSheet', 'list']) })
const soundFile = z.object({
  ...stored,
  kind: z.literal('sound'),
  light: z
    .object({ sha256: z.string(), sizeBytes: z.int(), mediaType: z.string() })
    .describe('The same sound for phones and slow links; it is no file of the folder'),
  source: z.string().describe('The sha256 of the recording it was made from'),
  contentId: z.string(),
  versionId: z.string(),
  workId: z.string(),
  title: z.string(),
  language: z.string().nullable(),
  durationMs: z.int(),
  part: z.string(),
  position: z.int(),
  first: z.boolean(),
  spokenText: z.string().nullable().describe('As it was approved, and pinned by the publication'),
  translationVi: z.string().nullable(),
})

/** What a package holds, in the order of its bytes. Its canonical JSON is what the signature covers. */
export const manifestSchema = z.object({
  schema: z.literal('vang.package/2'),
  packageId: z.string(),
  issuedAt: z.string(),
  demo: z.boolean(),
  target: z.object({
    kind: z.enum(['area', 'cluster']),
    id: z.string(),
    name: z.string(),
    languages: z.array(z.string()),
  }),
  playlist: z.object({ id: z.string(), title: z.string() }),
  publication: z.object({ id: z.string(), number: z.int(), sha256: z.string() }),
  sequence: z.int(),
  validFrom: z.string(),
  validTo: z.string(),
  evening: z.object({
    /** Null where nobody said how long; 0 for no pause. */
    pauseMs: z.int().nullable(),
    starts: z.array(z.string()),
    weekdays: z.array(z.int()),
  }),
  /** The sha256 of the manifest that this one follows, of the same playlist and target. */
  previous: z.string().nullable(),
  /** What the cue sheet prints: from the sound files alone. */
  checkCode: z.string(),
  approvals: z.array(
    z.object({
      id: z.string(),
      versionId: z.string(),
      contentId: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  /** Works that nobody may hear there yet. */
  missing: z.array(z.object({ position: z.int(), workId: z.string(), title: z.string() })),
  files: z.array(z.discriminatedUnion('kind', [soundFile, documentFile])),
})
export type Manifest = z.infer<typeof manifestSchema>
export type ManifestSound = z.infer<typeof soundFile>
export type ManifestDocument = z.infer<typeof documentFile>

export const MANIFEST_PATH = 'manifest.json'
