import { useMutation, useQuery } from '@tanstack/react-query'
import type { NewLink, PresetChange, StationAnswer } from '../../server/delivery/delivery.schema.ts'
import { api, queryClient, unwrap } from '../api.ts'

export function useDeliveries(versionId: string) {
  return useQuery({
    queryKey: ['delivery', 'of', versionId],
    queryFn: () => unwrap(api.versions[':id'].deliveries.$get({ param: { id: versionId } })),
    meta: { also: ['version', 'delivery_copy'] },
  })
}
export type Deliveries = NonNullable<ReturnType<typeof useDeliveries>['data']>
export type Delivery = Deliveries['deliveries'][number]
export type Preset = Deliveries['presets'][number]
export type PresetKey = Preset['preset']

export function useAllDeliveries() {
  return useQuery({
    queryKey: ['delivery', 'all'],
    queryFn: () => unwrap(api.deliveries.$get()),
    meta: { also: ['version', 'delivery_copy'] },
  })
}

const renew = () => queryClient.invalidateQueries({ queryKey: ['delivery'] })

export function useMake() {
  return useMutation({
    mutationFn: ({ versionId, preset }: { versionId: string; preset: PresetKey }) =>
      unwrap(api.versions[':id'].deliveries.$post({ param: { id: versionId }, json: { preset } })),
    onSettled: renew,
  })
}

export function useSetPreset() {
  return useMutation({
    mutationFn: ({ preset, ...json }: PresetChange & { preset: PresetKey }) =>
      unwrap(api['delivery-presets'][':preset'].$put({ param: { preset }, json })),
    onSettled: renew,
  })
}

export function useAnswer() {
  return useMutation({
    mutationFn: ({ id, ...json }: StationAnswer & { id: string }) =>
      unwrap(api.deliveries[':id'].answer.$post({ param: { id }, json })),
    onSettled: renew,
  })
}

/** Looked for again every few seconds while it is shown: a drive tells nobody that it was plugged in. */
export function useDisks(id: string) {
  return useQuery({
    queryKey: ['delivery', 'disks', id],
    queryFn: () => unwrap(api.deliveries[':id'].disks.$get({ param: { id } })),
    refetchInterval: 4000,
  })
}

export function useWrite() {
  return useMutation({
    mutationFn: ({ id, path }: { id: string; path: string }) =>
      unwrap(api.deliveries[':id'].copies.$post({ param: { id }, json: { path } })),
    onSettled: renew,
  })
}

export function useCreateLink() {
  return useMutation({
    mutationFn: ({ id, ...json }: NewLink & { id: string }) =>
      unwrap(api.deliveries[':id'].links.$post({ param: { id }, json })),
    onSettled: renew,
  })
}

export function useRevoke() {
  return useMutation({
    mutationFn: (id: string) => unwrap(api['delivery-links'][':id'].revoke.$post({ param: { id } })),
    onSettled: renew,
  })
}

export const fileUrl = (id: string, name: string) => `/api/deliveries/${id}/files/${encodeURIComponent(name)}`
export const zipUrl = (id: string) => `/api/deliveries/${id}/zip`
export const minutesUrl = (copyId: string) => `/api/delivery-copies/${copyId}/minutes.pdf`
