import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient, unwrap } from '../api.ts'

// Keys begin with the subject the server names when something changes.
const key = ['rules'] as const

export function useQcRules() {
  return useQuery({ queryKey: key, queryFn: async () => (await unwrap(api['qc-rules'].$get())).rules })
}

export type QcRule = NonNullable<ReturnType<typeof useQcRules>['data']>[number]
export type Graveness = QcRule['graveness']

/** Saves how these are judged; all others stay as they are by now. */
export function useSaveRules() {
  return useMutation({
    mutationFn: async (changed: readonly QcRule[]) => {
      const all = [...(queryClient.getQueryData<readonly QcRule[]>(key) ?? []), ...changed]
      const rules = Object.fromEntries(
        all.map(({ code, graveness, leastMs }) => [
          code,
          { graveness, ...(leastMs === null ? {} : { leastMs }) },
        ]),
      )
      return (await unwrap(api['qc-rules'].$put({ json: { rules } }))).rules
    },
    onSuccess: (rules) => queryClient.setQueryData(key, rules),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['version'] }),
  })
}
