import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '../api.ts'

export type { Heard, Hearing } from '../../server/playlists/hearing.schema.ts'
export type PlaceRef = { kind: 'area' | 'cluster'; id: string }

const also = ['version', 'work', 'area', 'cluster']

/** Every place where the list is heard, its targets first. */
export function useHearingPlaces(playlistId: string) {
  return useQuery({
    queryKey: ['playlist', playlistId, 'places'],
    meta: { also: ['area', 'cluster'] },
    queryFn: async () =>
      (await unwrap(api.playlists[':id'].places.$get({ param: { id: playlistId } }))).places,
  })
}

/** An evening as one place hears it. */
export function useHearing(playlistId: string, place: PlaceRef) {
  return useQuery({
    queryKey: ['playlist', playlistId, 'hearing', place.kind, place.id],
    meta: { also },
    queryFn: () =>
      unwrap(api.playlists[':id'].hearing.$get({ param: { id: playlistId }, query: { ...place } })),
    placeholderData: (before) => before,
  })
}
