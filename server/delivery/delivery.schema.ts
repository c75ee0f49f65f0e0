import { z } from 'zod'

/** The station's file specifications that can be asked for. */
export const presetKeys = [
  'h264-mp4-1080i25',
  'h264-mp4-1080p25',
  'h264-cbr-ts-1080i25',
  'xdcam-hd422-mxf',
] as const
export type DeliveryPreset = (typeof presetKeys)[number]

export const deliveryStates = ['making', 'ready', 'failed', 'taken', 'refused'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** What a file of the folder is for. */
export const fileRoles = ['programme', 'qc', 'cues', 'cues-sheet', 'hashes', 'minutes'] as const
export type FileRole = (typeof fileRoles)[number]

export const newDelivery = z.object({ preset: z.enum(presetKeys) })

/** What the station said of a file; a refusal says why. */
export const stationAnswer = z.object({
  taken: z.boolean(),
  why: z.string().trim().normalize('NFC').max(1000).default(''),
})
export type StationAnswer = z.infer<typeof stationAnswer>

/** The same, from somebody without an account, who says who they are. */
export const answerByLink = stationAnswer.extend({
  name: z.string().trim().normalize('NFC').min(1).max(120),
})
export type AnswerByLink = z.infer<typeof answerByLink>

const trackLayoutKeys = ['stereo', 'mono_2', 'mono_4', 'mono_8'] as const
const shortMs = z.number().int().min(0).max(120_000)

/** A non-drop-frame time code, hours:minutes:seconds:frames (SMPTE ST 12), at 25 frames. */
export const timecodePattern = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d:([01]\d|2[0-4])$/

/** What a station may want otherwise than a preset has it. */
export const presetChange = z.object({
  leader: z.object({
    barsMs: shortMs,
    tone: z.boolean(),
    countdownMs: z.number().int().min(0).max(9000),
    blackMs: shortMs,
  }),
  startTimecode: z.string().regex(timecodePattern).nullable(),
  trackLayout: z.enum(trackLayoutKeys),
  namePattern: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^(?:[^{}]|\{(?:work|version|preset|language|date)\})*$/),
})
export type PresetChange = z.infer<typeof presetChange>

/** Where to write a folder: a mounted drive, as the list of drives names it. */
export const diskChosen = z.object({ path: z.string().min(1).max(1000) })

export const mostLinkDays = 90
export const newLink = z.object({
  recipient: z.string().trim().normalize('NFC').min(1).max(120),
  days: z.number().int().min(1).max(mostLinkDays),
})
export type NewLink = z.infer<typeof newLink>

/** What a delivery has become after somebody asked for it or answered on it. */
export const deliveryStanding = z.object({ id: z.string(), state: z.enum(deliveryStates) })
export const deliveryAnswered = deliveryStanding.extend({ answer: z.string().nullable() })

/** The address is told once: only its hash is kept. */
export const linkMade = z.object({ id: z.string(), url: z.string(), expiresAt: z.string() })
