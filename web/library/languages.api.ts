import { useInfiniteQuery } from '@tanstack/react-query'
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
export type Matrix = NonNullable<ReturnType<typeof useLanguages>['data']>['pages'][number]
