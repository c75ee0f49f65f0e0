import { z } from 'zod'
import { packageForDevice } from '../../packages/packages.schema.ts'
import { acknowledgedShape } from '../logs/events.schema.ts'

const signed = z.object({ text: z.string(), signature: z.string() })

export const fieldState = acknowledgedShape.extend({
  serverTime: z.string(),
  team: z.object({ id: z.string(), name: z.string() }),
  contacts: z.array(z.object({ name: z.string(), role: z.string(), phone: z.string() })),
  packages: z.array(packageForDevice),
  targets: z
    .array(
      z.object({
        kind: z.enum(['area', 'cluster']),
        id: z.string(),
        name: z.string(),
        quiet: z
          .array(z.object({ from: z.string(), to: z.string() }))
          .describe('Hours of today in which no loudspeaker may sound there'),
      }),
    )
    .describe('Every place that the team serves now or in the days to come'),
  keys: z.object({
    root: z.string(),
    fingerprint: z.string(),
    certificates: z.array(signed),
    revocations: signed.nullable(),
  }),
})
export type FieldState = z.infer<typeof fieldState>
