import { useMutation, useQuery } from '@tanstack/react-query'
import type { ClipFormat } from '../../server/packages/clips/clips.schema.ts'
import { api, queryClient, unwrap } from '../api.ts'

export type { ClipFormat, OpenedClip } from '../../server/packages/clips/clips.schema.ts'

export function useClipLinks(versionId: string) {
  return useQuery({
    queryKey: ['clip_link', versionId],
    meta: { also: ['version'] },
    queryFn: () => unwrap(api.versions[':id']['clip-links'].$get({ param: { id: versionId } })),
  })
}

const renew = () => queryClient.invalidateQueries({ queryKey: ['clip_link'] })

export function useCreateClipLink(versionId: string) {
  return useMutation({
    mutationFn: (json: { format: ClipFormat; recipient: string; days: number }) =>
      unwrap(api.versions[':id']['clip-links'].$post({ param: { id: versionId }, json })),
    onSettled: renew,
  })
}

export function useRevokeClipLink() {
  return useMutation({
    mutationFn: (id: string) => unwrap(api['clip-links'][':id'].revoke.$post({ param: { id } })),
    onSettled: renew,
  })
}

/** What a link opens; needs nobody signed in. Asked again while its sound is still being made. */
export function useClip(token: string) {
  return useQuery({
    queryKey: ['clip', token],
    queryFn: () => unwrap(api.clips[':token'].$get({ param: { token } })),
    refetchInterval: ({ state }) => (state.data && !state.data.file ? 3000 : false),
  })
}

export const clipUrl = (token: string) => `/api/clips/${token}/sound`
