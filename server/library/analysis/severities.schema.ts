import { z } from 'zod'

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

/** Only what differs from the usual. */
export const severities = z.partialRecord(z.enum(judgedCodes), z.enum(graveness))
export type Severities = z.infer<typeof severities>

export const severitiesChange = z.object({ severities })

export const qcRules = z.object({
  rules: z.array(
    z.object({
      code: z.enum(judgedCodes),
      title: z.string(),
      about: z.string(),
      graveness: z.enum(graveness),
      usual: z.enum(graveness),
    }),
  ),
})
