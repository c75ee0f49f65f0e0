import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient, unwrap } from '../api.ts'
import type { Version } from './library.api.ts'

const version = api.versions[':id']

/** What is done by itself to files of a version, and what was done. */
export function useFixes(versionId: string) {
  return useQuery({
    queryKey: ['version', versionId, 'fixes'],
    meta: { also: ['work', 'job'] },
    queryFn: () => unwrap(version.fixes.$get({ param: { id: versionId } })),
  })
}
export type Fixed = NonNullable<ReturnType<typeof useFixes>['data']>

const renew = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: ['work'] }),
    queryClient.invalidateQueries({ queryKey: ['version'] }),
  ])

export const useChooseFixes = () =>
  useMutation({
    mutationFn: ({ id, ...json }: Pick<Version, 'id' | 'revision' | 'fixes'>) =>
      unwrap(version.fixes.$put({ param: { id }, json })),
    onSettled: renew,
  })

/** `onMade` runs even when the list of versions, once renewed, has put another one in front of whoever asked. */
export const useTrim = (onMade: (made: { versionId: string; number: number }) => void) =>
  useMutation({
    mutationFn: ({ id, ...json }: { id: string; inMs: number; outMs: number }) =>
      unwrap(version.trim.$post({ param: { id }, json })),
    onSuccess: onMade,
    onSettled: renew,
  })
