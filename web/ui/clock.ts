import { useQuery } from '@tanstack/react-query'
import { useEffect, useReducer } from 'react'
import { api, unwrap } from '../api.ts'
import { dayOf } from './format.ts'

// The station's clock may be set (a demonstration, a rehearsal): it runs on from the server's word for it.
let aheadMs = 0

/** The station's time, in epoch milliseconds. Use this, never Date.now(), for anything about airing. */
export function stationNow(): number {
  return Date.now() + aheadMs
}

export function useToday() {
  return useQuery({
    queryKey: ['calendar', 'today'],
    queryFn: async () => {
      const today = await unwrap(api.calendar.today.$get())
      aheadMs = Date.parse(today.now) - Date.now()
      return today
    },
    staleTime: 600_000,
    // A page left open overnight asks again when its day is over.
    refetchInterval: (query) =>
      query.state.data && dayOf(stationNow()) !== query.state.data.date ? 1000 : 60_000,
  })
}

/** The day by the station's clock: solar, lunar and the occasion ahead. */
export type Today = NonNullable<ReturnType<typeof useToday>['data']>

/** The station's time, in epoch milliseconds, read anew every `everyMs`. */
export function useStationNow(everyMs = 1000): number {
  const [, turn] = useReducer((turns: number) => turns + 1, 0)
  useEffect(() => {
    const timer = setInterval(turn, everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return stationNow()
}
