import { useMutation, useQuery } from '@tanstack/react-query'
import type { Move } from '../../server/jobs/queue-order.rules.ts'
import { api, queryClient, unwrap } from '../api.ts'

// Keys begin with the subject the server names when something changes.
const key = ['job'] as const

export function useJobs() {
  return useQuery({
    queryKey: key,
    queryFn: async () => (await unwrap(api.jobs.$get())).jobs,
    refetchInterval: 15_000,
    // Work is queued by what happens to these.
    meta: { also: ['upload', 'work', 'version', 'delivery', 'playlist', 'package'] },
  })
}

export type Job = NonNullable<ReturnType<typeof useJobs>['data']>[number]

const renew = () => queryClient.invalidateQueries({ queryKey: key })

export function useCancelJob() {
  return useMutation({
    mutationFn: (id: string) => unwrap(api.jobs[':id'].cancel.$post({ param: { id } })),
    onSettled: renew,
  })
}

export function useRetryJob() {
  return useMutation({
    mutationFn: (id: string) => unwrap(api.jobs[':id'].retry.$post({ param: { id } })),
    onSettled: renew,
  })
}

export function useMoveJob() {
  return useMutation({
    mutationFn: ({ id, move }: { id: string; move: Move }) =>
      unwrap(api.jobs[':id'].priority.$post({ param: { id }, json: { move } })),
    onSettled: renew,
  })
}
