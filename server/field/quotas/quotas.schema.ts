import { z } from 'zod'
import { monthText } from '../showings/showings.schema.ts'

export const quotaChange = z
  .object({
    teamId: z.string().max(64).nullable().describe('null: what holds for every team that has no own'),
    month: monthText.describe('From this month on'),
    sessions: z.int().min(0).max(200).nullable().describe('null: again as every team'),
    onlyThisMonth: z.boolean().default(false).describe('Then what held before holds again'),
    document: z.string().trim().max(200).default('').describe('The paper it stands in'),
  })
  .refine(({ teamId, sessions }) => teamId !== null || sessions !== null, { path: ['sessions'] })
export type QuotaChange = z.output<typeof quotaChange>

const held = z.object({
  sessions: z.int(),
  from: monthText.nullable().describe('Since when; null where nobody ever said'),
  document: z.string(),
})
export const quotasShape = z.object({
  month: monthText,
  usual: held,
  teams: z.array(held.extend({ id: z.string(), name: z.string(), own: z.boolean() })),
})
export type Quotas = z.output<typeof quotasShape>
