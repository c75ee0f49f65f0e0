import { useQuery } from '@tanstack/react-query'
import { api, queryClient, unwrap } from '../api.ts'
import type { LanguageCode } from './LanguageOrder.tsx'

export function useClusters(at: string) {
  return useQuery({
    queryKey: ['cluster', 'list', at],
    queryFn: async () => (await unwrap(api.clusters.$get({ query: { at } }))).clusters,
    meta: { also: ['team', 'area'] },
    enabled: at !== '',
  })
}
export type Cluster = NonNullable<ReturnType<typeof useClusters>['data']>[number]

export interface ClusterDraft {
  name: string
  areaIds: string[]
  languages: LanguageCode[]
}

const renew = () => queryClient.invalidateQueries({ queryKey: ['cluster'] })

/** A new cluster takes the order its places share unless one is given. */
export async function saveCluster(
  known: { id: string; revision: number } | undefined,
  { name, areaIds, languages }: ClusterDraft,
): Promise<Cluster> {
  const saved = known
    ? await unwrap(
        api.clusters[':id'].$put({
          param: { id: known.id },
          json: { name, areaIds, languages, revision: known.revision },
        }),
      )
    : await unwrap(
        api.clusters.$post({ json: { name, areaIds, ...(languages.length > 0 ? { languages } : {}) } }),
      )
  await renew()
  return saved
}

/** Closes it from a day on; null opens it again. */
export async function endCluster(cluster: Cluster, validTo: string | null): Promise<Cluster> {
  const { id, revision } = cluster
  const ended = await unwrap(api.clusters[':id'].end.$post({ param: { id }, json: { validTo, revision } }))
  await renew()
  return ended
}
