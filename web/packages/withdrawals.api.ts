import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient, unwrap } from '../api.ts'

export type { WithdrawalDetail, WithdrawalLine } from '../../server/packages/withdrawals.schema.ts'

/** What was withdrawn and whose holders have not all been told. */
export function useOpenWithdrawals() {
  return useQuery({
    queryKey: ['withdrawal', 'list'],
    meta: { also: ['package'] },
    queryFn: async () => (await unwrap(api.packages.withdrawals.$get())).withdrawals,
    select: (all) => all.filter((one) => one.callsLeft > 0),
  })
}

export function useWithdrawal(id: string) {
  return useQuery({
    queryKey: ['withdrawal', id],
    queryFn: () => unwrap(api.packages.withdrawals[':id'].$get({ param: { id } })),
  })
}

export function useWithdraw() {
  return useMutation({
    mutationFn: (json: { packageIds: string[]; reason: string }) =>
      unwrap(api.packages.withdrawals.$post({ json })),
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: ['package'] })
      await queryClient.invalidateQueries({ queryKey: ['withdrawal'] })
    },
  })
}

export async function tickCall(id: string, callId: string, told: boolean): Promise<void> {
  try {
    await unwrap(
      api.packages.withdrawals[':id'].calls[':callId'].$put({ param: { id, callId }, json: { told } }),
    )
  } finally {
    await queryClient.invalidateQueries({ queryKey: ['withdrawal'] })
  }
}
