import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '../api.ts'

/** The places in force on a day; who serves them changes with a team. */
export function useAreas(at: string) {
  return useQuery({
    queryKey: ['area', 'list', at],
    queryFn: async () => (await unwrap(api.areas.$get({ query: { at } }))).areas,
    meta: { also: ['team'] },
    staleTime: 300_000,
  })
}
export type Area = NonNullable<ReturnType<typeof useAreas>['data']>[number]
export type PlaceRef = Area['successors'][number]

export function useArea(id: string) {
  return useQuery({
    queryKey: ['area', id],
    queryFn: () => unwrap(api.areas[':id'].$get({ param: { id } })),
    staleTime: 300_000,
  })
}
export type AreaHistory = NonNullable<ReturnType<typeof useArea>['data']>

export function useTeamsServing(id: string, at: string) {
  return useQuery({
    queryKey: ['team', 'serving', id, at],
    queryFn: async () => (await unwrap(api['teams-serving'].$get({ query: { kind: 'area', id, at } }))).teams,
  })
}
