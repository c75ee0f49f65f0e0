import { useMutation, useQuery } from '@tanstack/react-query'
import type { Playlist, PlaylistEdit } from '../../server/playlists/playlists.schema.ts'
import type { ResolvedTarget } from '../../server/playlists/resolution.schema.ts'
import { api, queryClient, unwrap } from '../api.ts'

export type { FillRule } from '../../server/playlists/filling/fill-rule.schema.ts'
export type {
  Playlist,
  PlaylistEdit,
  PlaylistItem,
  PlaylistLine,
  PlaylistSettings,
  PlaylistTarget,
  RuleItem,
  WorkItem,
} from '../../server/playlists/playlists.schema.ts'
export type {
  Cell,
  Choice,
  Filled,
  ResolvedTarget,
} from '../../server/playlists/resolution.schema.ts'

export function usePlaylists(q: string) {
  return useQuery({
    queryKey: ['playlist', 'list', q],
    queryFn: async () => (await unwrap(api.playlists.$get({ query: q ? { q } : {} }))).playlists,
    placeholderData: (before) => before,
  })
}

export function usePlaylist(id: string) {
  return useQuery({
    queryKey: ['playlist', id],
    meta: { also: ['job'] },
    queryFn: () => unwrap(api.playlists[':id'].$get({ param: { id } })),
  })
}

/** What each place would hear; anything approved, cut or reordered elsewhere resolves it anew. */
export function useResolution(id: string) {
  return useQuery({
    queryKey: ['playlist', id, 'resolution'],
    meta: { also: ['version', 'work', 'area', 'cluster'] },
    queryFn: async () => {
      const { evenings, targets, ...rest } = await unwrap(
        api.playlists[':id'].resolution.$get({ param: { id } }),
      )
      return {
        ...rest,
        targets: targets.flatMap(({ evening, ...target }): ResolvedTarget[] => {
          const heard = evenings[evening]
          return heard ? [{ ...target, ...heard }] : []
        }),
      }
    },
    placeholderData: (before) => before,
  })
}
/** What is known of a list at every place. */
export type Resolution = NonNullable<ReturnType<typeof useResolution>['data']>

export function useCreatePlaylist() {
  return useMutation({
    mutationFn: (json: { title: string; validFrom: string; validTo: string; templateId?: string }) =>
      unwrap(api.playlists.$post({ json })),
  })
}

export async function savePlaylist(id: string, json: PlaylistEdit): Promise<Playlist> {
  const saved = await unwrap(api.playlists[':id'].$put({ param: { id }, json }))
  queryClient.setQueryData(['playlist', id], saved)
  return saved
}

export const publishPlaylist = (id: string, json: { revision: number; delayMs: number; reason?: string }) =>
  unwrap(api.playlists[':id'].publish.$post({ param: { id }, json }))

export const takeBack = (jobId: string) => unwrap(api.jobs[':id'].cancel.$post({ param: { id: jobId } }))

export function useWorksFound(q: string) {
  return useQuery({
    queryKey: ['work', 'picker', q],
    queryFn: async () =>
      (await unwrap(api.works.$get({ query: { ...(q ? { q } : {}), limit: '50' } }))).works,
    placeholderData: (before) => before,
  })
}

/** Tags in use, for rules to choose by. */
export function useWorkTags() {
  return useQuery({
    queryKey: ['work', 'tags'],
    queryFn: async () => (await unwrap(api['work-tags'].$get())).tags,
  })
}

/** Places and clusters that a playlist beginning on a day can be for. */
export function usePlaces(day: string) {
  return useQuery({
    queryKey: ['area', 'targets', day],
    meta: { also: ['cluster'] },
    queryFn: async () => {
      const [{ areas }, { clusters }] = await Promise.all([
        unwrap(api.areas.$get({ query: { at: day } })),
        unwrap(api.clusters.$get({ query: { at: day } })),
      ])
      return { areas, clusters }
    },
    staleTime: 300_000,
  })
}
