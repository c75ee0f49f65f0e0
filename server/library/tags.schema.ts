import { z } from 'zod'

const tag = z.string().trim().normalize('NFC').min(1).max(60)
/** What works are found and chosen by beside their kind, such as "dân ca" or "phòng dịch"; written as people write it. */
export const workTags = z.object({ tags: z.array(tag).max(30), before: z.array(tag).max(30) })
export type WorkTags = z.output<typeof workTags>
