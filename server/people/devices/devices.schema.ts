import { z } from 'zod'

const id = z.string().max(64)
const deviceKinds = ['phone', 'laptop'] as const

export const newDeviceCode = z.object({ teamId: id, name: z.string().trim().min(2).max(80) })
export type NewDeviceCode = z.output<typeof newDeviceCode>

export const deviceCodeShape = z.object({
  id: z.string(),
  code: z.string(),
  /** Opens the player with the code filled in. */
  url: z.string(),
  qrSvg: z.string(),
  expiresAt: z.string(),
})

/** As it is read out or typed: case and dashes do not matter. */
export const enrolment = z.object({ code: z.string().max(40), kind: z.enum(deviceKinds) })
export type Enrolment = z.output<typeof enrolment>

const teamRef = z.object({ id: z.string(), name: z.string() })
export const enrolled = z.object({ deviceId: z.string(), token: z.string(), team: teamRef })
export type Enrolled = z.output<typeof enrolled>

export const revoking = z.object({ reason: z.string().trim().min(2).max(300) })

export const silence = z.object({
  days: z.int().min(1).max(365).describe('Silent so long, a device is worth a call'),
})

export const deviceShape = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(deviceKinds),
  team: teamRef,
  enrolledAt: z.string(),
  enrolledBy: z.string(),
  lastSeenAt: z.string().nullable(),
  /** How far its log goes, and since when some of it waits, as it said when it last asked. */
  told: z.object({ sequence: z.number(), waitingSince: z.string().nullable() }).nullable(),
  revoked: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
})
export type DeviceLine = z.output<typeof deviceShape>

export const waitingCode = z.object({
  id: z.string(),
  name: z.string(),
  team: teamRef,
  expiresAt: z.string(),
})
