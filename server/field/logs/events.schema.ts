import { z } from 'zod'
import { eventKinds } from './events.rules.ts'

const id = z.string().max(80).nullable()
const whole = z.int().nonnegative()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** More than a player writes within a minute; a longer log comes in several. */
export const MOST_EVENTS = 500

export const eventShape = z.strictObject({
  device: z.string().max(64),
  sequence: z.int().positive(),
  boot: z.string().max(64),
  at: z.iso.datetime(),
  monotonicMs: whole,
  kind: z.enum(eventKinds),
  measured: z.boolean(),
  packageId: id,
  versionId: id,
  contentId: id,
  part: z.string().max(40).nullable(),
  position: whole.nullable(),
  fromMs: whole.nullable(),
  playedMs: whole.nullable(),
  showingId: id,
  hamletId: id,
  count: whole.max(100_000).nullable(),
  detail: z.union([
    z.string().max(2000),
    z.record(z.string().max(40), z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])),
    z.null(),
  ]),
  previous: sha256,
  hash: sha256,
})

// Each event is judged by itself: one that cannot be read must not hold up the others for ever.
export const eventBatch = z.object({
  events: z.array(z.unknown()).max(MOST_EVENTS),
  /** The device's clock as it sends: right, it ends every doubt about what it writes from now on. */
  now: z.iso.datetime().optional(),
})

export const acknowledgedShape = z.object({ acknowledged: z.int().nonnegative(), hash: z.string() })

export const batchAnswer = acknowledgedShape.extend({
  /** How many were new; the others were held already. */
  added: z.int().nonnegative(),
  forks: z.int().nonnegative(),
  /** How many could not be read, or carry a hash that is not theirs. */
  damaged: z.int().nonnegative(),
})
export type BatchAnswer = z.output<typeof batchAnswer>

export const deviceLogged = acknowledgedShape.extend({
  device: z.string(),
  name: z.string(),
  added: z.int().nonnegative(),
  known: z.int().nonnegative(),
  forks: z.int().nonnegative(),
  quarantined: z.int().nonnegative(),
})
export type DeviceLogged = z.output<typeof deviceLogged>

export const fileAnswer = z.object({
  devices: z.array(deviceLogged),
  /** Lines that are no whole event. */
  damaged: z.int().nonnegative(),
  /** Events of devices that were never enrolled here. */
  strangers: z.int().nonnegative(),
})
export type FileAnswer = z.output<typeof fileAnswer>
