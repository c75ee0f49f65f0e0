import { z } from 'zod'
import { foundFromMs } from '../../../media/stretch-lengths.rules.ts'

/** What a person may call otherwise than it usually is. What makes a file unusable is not among them. */
export const judgedGroups = {
  picture: [
    'black',
    'freeze',
    'interlaced',
    'fields_undeclared',
    'frame_rate',
    'variable_rate',
    'rotated',
    'colour_unknown',
    'colour_odd',
    'colour_wide',
    'colour_full',
  ],
  sound: [
    'silence',
    'silent',
    'clipping',
    'too_quiet',
    'phase',
    'one_channel',
    'sample_rate',
    'several_tracks',
  ],
  file: [
    'no_picture',
    'no_sound',
    'duration_differs',
    'sparse_keyframes',
    'unreadable_start',
    'unreadable_end',
  ],
} as const
export const judgedCodes = [...judgedGroups.picture, ...judgedGroups.sound, ...judgedGroups.file] as const
export type JudgedCode = (typeof judgedCodes)[number]

export const graveness = ['off', 'info', 'warning', 'error'] as const
export type Graveness = (typeof graveness)[number]

/** From what length on a stretch is found, in ms; null for what has no length. */
export const foundFrom = (code: JudgedCode): number | null =>
  (foundFromMs as Partial<Record<JudgedCode, number>>)[code] ?? null

/** Nobody waits longer than this to be told of a stretch, ms. */
export const longestLeastMs = 60_000

const stationRule = z.strictObject({
  graveness: z.enum(graveness).exactOptional(),
  /** Told from this length on, in ms; never less than is measured. */
  leastMs: z.int().max(longestLeastMs).exactOptional(),
})

/** How a station judges what is found, where it differs from the usual. */
export const stationRules = z
  .partialRecord(z.enum(judgedCodes), stationRule)
  .superRefine((rules, context) => {
    for (const code of judgedCodes) {
      const leastMs = rules[code]?.leastMs
      if (leastMs === undefined) continue
      const least = foundFrom(code)
      const message = least === null ? 'not a stretch' : leastMs < least ? 'shorter than is measured' : null
      if (message) context.addIssue({ code: 'custom', message, path: [code, 'leastMs'] })
    }
  })
export type StationRules = z.infer<typeof stationRules>

export const stationRulesChange = z.object({ rules: stationRules })

const judgement = { graveness: z.enum(graveness), leastMs: z.int().nullable() }

export const qcRules = z.object({
  rules: z.array(
    z.object({
      code: z.enum(judgedCodes),
      title: z.string(),
      about: z.string(),
      ...judgement,
      usual: z.object(judgement),
    }),
  ),
})
