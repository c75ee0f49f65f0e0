import { z } from 'zod'

export const newWithdrawal = z.object({
  packageIds: z.array(z.string().max(64)).min(1).max(1000),
  reason: z.string().trim().normalize('NFC').min(1).max(500),
})
export type NewWithdrawal = z.infer<typeof newWithdrawal>

export const tickInput = z.object({ told: z.boolean() })

const call = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string().describe('Their team, and which of the packages they hold'),
  phone: z.string(),
  toldAt: z.string().nullable(),
  toldBy: z.string().nullable(),
})

const withdrawal = z.object({
  id: z.string(),
  cause: z.enum(['person', 'approval']),
  reason: z.string(),
  madeByName: z.string().nullable(),
  madeAt: z.string(),
})

export const withdrawalLine = withdrawal.extend({
  packages: z.int(),
  calls: z.int().describe('Who has fetched one of them, and so must be told'),
  callsLeft: z.int(),
})
export type WithdrawalLine = z.infer<typeof withdrawalLine>

export const withdrawalDetail = withdrawal.extend({
  packages: z.array(
    z.object({ id: z.string(), title: z.string(), targetName: z.string(), sequence: z.int() }),
  ),
  calls: z.array(call),
})
export type WithdrawalDetail = z.infer<typeof withdrawalDetail>
