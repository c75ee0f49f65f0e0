import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient, unwrap } from '../api.ts'

// Keys begin with the subject the server names when something changes.
const key = ['rules'] as const

export function useQcRules() {
  return useQuery({ queryKey: key, queryFn: async () => (await unwrap(api['qc-rules'].$get())).rules })
}

export type QcRule = NonNullable<ReturnType<typeof useQcRules>['data']>[number]
export type Graveness = QcRule['graveness']

/** Saves how grave everything is; what one leaves out is as usual. */
export function useSaveRules() {
  return useMutation({
    mutationFn: async (rules: readonly Pick<QcRule, 'code' | 'graveness'>[]) => {
      const severities = Object.fromEntries(rules.map(({ code, graveness }) => [code, graveness]))
      return (await unwrap(api['qc-rules'].$put({ json: { severities } }))).rules
    },
    onSuccess: (rules) => queryClient.setQueryData(key, rules),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['version'] }),
  })
}
