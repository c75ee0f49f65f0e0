import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
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

/** The station's time, renewed every `everyMs` (a minute's turn by default is seen within a second). */
export function useStationNow(everyMs = 1000): number {
  const [now, setNow] = useState(stationNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(stationNow()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
