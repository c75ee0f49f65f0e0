import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient, unwrap } from '../api.ts'

export type { Manifest, ManifestSound } from '../../server/packages/manifest.schema.ts'
export type { PackageChanges, PackageDetail, PackageLine } from '../../server/packages/packages.schema.ts'

export function usePackages(superseded: boolean) {
  return useQuery({
    queryKey: ['package', 'list', superseded],
    meta: { also: ['playlist', 'team'] },
    queryFn: async () =>
      (await unwrap(api.packages.$get({ query: superseded ? { superseded: '1' } : {} }))).packages,
    placeholderData: (before) => before,
    // Whoever may not follow jobs still sees a package being finished.
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === 'building') ? 5000 : false),
  })
}

export function usePackage(id: string) {
  return useQuery({
    queryKey: ['package', id],
    queryFn: () => unwrap(api.packages[':id'].$get({ param: { id } })),
  })
}

export const zipUrl = (id: string) => `/api/packages/${id}/zip`
export const bundleUrl = (ids: readonly string[]) => `/api/packages/bundle.zip?ids=${ids.join(',')}`
export const fileUrl = (id: string, path: string) => `/api/packages/${id}/files/${path}`

/** What became different since the package before it. */
export function useChanges(id: string) {
  return useQuery({
    queryKey: ['package', id, 'changes'],
    queryFn: () => unwrap(api.packages[':id'].changes.$get({ param: { id }, query: {} })),
  })
}

export function useDownloads(id: string) {
  return useQuery({
    queryKey: ['package', id, 'downloads'],
    queryFn: async () => (await unwrap(api.packages[':id'].downloads.$get({ param: { id } }))).downloads,
  })
}

/** Signs the packages of a playlist anew, by publishing it once more as it is. */
export function useReissue() {
  return useMutation({
    mutationFn: (playlistId: string) => unwrap(api.packages.reissue.$post({ json: { playlistId } })),
    onSettled: renew,
  })
}

const renew = () => queryClient.invalidateQueries({ queryKey: ['package'] })
