import { useMutation, useQuery } from '@tanstack/react-query'
import type { AnswerByLink } from '../../server/delivery/delivery.schema.ts'
import { api, queryClient, unwrap } from '../api.ts'

/** What a link opens; needs nobody signed in. */
export function useLink(token: string) {
  return useQuery({
    queryKey: ['link', token],
    queryFn: () => unwrap(api.links[':token'].$get({ param: { token } })),
  })
}
export type Opened = NonNullable<ReturnType<typeof useLink>['data']>

export function useLinkAnswer(token: string) {
  return useMutation({
    mutationFn: (json: AnswerByLink) => unwrap(api.links[':token'].answer.$post({ param: { token }, json })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['link', token] }),
  })
}

export const linkZipUrl = (token: string) => `/api/links/${token}/zip`
export const linkFileUrl = (token: string, name: string) =>
  `/api/links/${token}/files/${encodeURIComponent(name)}`
