import { z } from 'zod'

/** The station's file specifications that can be asked for. */
export const presetKeys = ['h264-mp4-1080p25', 'xdcam-hd422-mxf'] as const
export type DeliveryPreset = (typeof presetKeys)[number]

const deliveryStates = ['making', 'ready', 'failed', 'taken', 'refused'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const newDelivery = z.object({ preset: z.enum(presetKeys) })

/** What the station said of a file; a refusal says why. */
export const stationAnswer = z.object({
  taken: z.boolean(),
  why: z.string().trim().normalize('NFC').max(1000).default(''),
})
export type StationAnswer = z.infer<typeof stationAnswer>

/** What a delivery has become after somebody asked for it or answered on it. */
export const deliveryStanding = z.object({ id: z.string(), state: z.enum(deliveryStates) })
export const deliveryAnswered = deliveryStanding.extend({ answer: z.string().nullable() })
