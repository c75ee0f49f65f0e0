import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '../api.ts'

/** What changed since `againstId`, or since the version before it. The server tells when it has been found out. */
export function useChanges(versionId: string, againstId?: string) {
  return useQuery({
    queryKey: ['version', versionId, 'changes', againstId ?? ''],
    meta: { also: ['work', 'job'] },
    queryFn: () =>
      unwrap(
        api.versions[':id'].changes.$get({
          param: { id: versionId },
          query: againstId ? { against: againstId } : {},
        }),
      ),
  })
}
export type Changes = NonNullable<ReturnType<typeof useChanges>['data']>
export type Change = Changes['changes'][number]
