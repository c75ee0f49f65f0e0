import { z } from 'zod'
import { uploadId } from '../uploads/uploads.schema.ts'

/** More files than a camera's card holds of one evening. */
export const mostParts = 400

const ids = z.array(uploadId.shape.id).min(2).max(mostParts)

/** Uploads in the order of the recording; `apart` says that they are not one, and ends the proposal. */
export const splitRecording = z.object({ uploads: ids, apart: z.boolean().default(false) })
export type SplitRecordingInput = z.input<typeof splitRecording>

/** What to do with parts that do not fit together. */
export const otherWay = z.object({ way: z.enum(['conform', 'apart']) })
export type OtherWay = z.infer<typeof otherWay>
