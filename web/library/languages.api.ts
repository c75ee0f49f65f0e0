import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, unwrap } from '../api.ts'
import type { Filter } from './library.api.ts'

/** Works against the languages of the province, a page at a time. */
export function useLanguages(filter: Filter) {
  return useInfiniteQuery({
    queryKey: ['work', 'languages', filter],
    meta: { also: ['version'] },
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = { ...filter, ...(pageParam ? { cursor: pageParam } : {}) }
      // What the address says is checked by the server, in one place.
      return unwrap(api.languages.$get({ query: query as never }))
    },
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })
}
/** One work against the languages. */
export function useWorkLanguages(id: string) {
  return useQuery({
    queryKey: ['work', id, 'languages'],
    meta: { also: ['version'] },
    queryFn: () => unwrap(api.works[':id'].languages.$get({ param: { id } })),
  })
}
export type WorkLanguages = NonNullable<ReturnType<typeof useWorkLanguages>['data']>

export type Matrix = NonNullable<ReturnType<typeof useLanguages>['data']>['pages'][number]
