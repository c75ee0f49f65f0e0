import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, unwrap } from '../api.ts'

// Whatever happens anywhere may be somebody's work done, or begun.
const also = [
  'version',
  'work',
  'source',
  'upload',
  'slot',
  'channel',
  'day',
  'playlist',
  'package',
  'publication',
  'delivery',
  'job',
  'person',
  'team',
]

export function useTodayList() {
  return useQuery({
    queryKey: ['today'],
    queryFn: () => unwrap(api.today.$get()),
    meta: { also },
    refetchInterval: 60_000,
  })
}
export type TodayList = NonNullable<ReturnType<typeof useTodayList>['data']>
export type Item = TodayList['items'][number]

/** What was on the list at the last look and is gone now: done elsewhere, or here. */
export function useGone(items: readonly Item[]): readonly string[] {
  const before = useRef(items)
  const [gone, setGone] = useState<readonly string[]>([])
  useEffect(() => {
    const left = before.current.filter((old) => !items.some((item) => item.key === old.key))
    before.current = items
    if (left.length > 0) setGone(left.map((item) => item.title))
  }, [items])
  return gone
}
