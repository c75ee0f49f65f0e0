import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient, unwrap } from '../api.ts'

export function useDeliveries(versionId: string) {
  return useQuery({
    queryKey: ['delivery', versionId],
    queryFn: () => unwrap(api.versions[':id'].deliveries.$get({ param: { id: versionId } })),
    meta: { also: ['version'] },
  })
}
export type Deliveries = NonNullable<ReturnType<typeof useDeliveries>['data']>
export type Delivery = Deliveries['deliveries'][number]
type Preset = Deliveries['presets'][number]

const renew = () => queryClient.invalidateQueries({ queryKey: ['delivery'] })

export function useMake(versionId: string) {
  return useMutation({
    mutationFn: (preset: Preset['preset']) =>
      unwrap(api.versions[':id'].deliveries.$post({ param: { id: versionId }, json: { preset } })),
    onSettled: renew,
  })
}

export function useAnswer() {
  return useMutation({
    mutationFn: ({ id, ...json }: { id: string; taken: boolean; why: string }) =>
      unwrap(api.deliveries[':id'].answer.$post({ param: { id }, json })),
    onSettled: renew,
  })
}
