import { z } from 'zod'

/** More than a player writes within a minute; a longer log comes in several. */
export const MOST_EVENTS = 500

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
