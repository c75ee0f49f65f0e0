import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '../api.ts'
import { plusDays } from '../ui/days.ts'

export type Level = 'district' | 'commune'
export interface Wanted {
  from: string
  to: string
  level: Level
}

/** A month (YYYY-MM) on the places of its first day. */
export const monthOf = (month: string, level: Level): Wanted => {
  const from = `${month}-01`
  return { from, to: `${plusDays(from, 31).slice(0, 7)}-01`, level }
}

const also = ['device_log', 'publication', 'showing', 'area', 'hamlet']
const read = ({ from, to, level }: Wanted) =>
  unwrap(api.coverage.$get({ query: { from, to, level, at: from } }))

/** Who heard what from a day until before another, on the places of the first day. */
export function useCoverage(wanted: Wanted | undefined) {
  return useQuery({
    queryKey: ['coverage', wanted],
    meta: { also },
    queryFn: () => read(wanted as Wanted),
    enabled: wanted !== undefined,
    placeholderData: (before) => before,
  })
}
export type Coverage = Awaited<ReturnType<typeof read>>
export type Row = Coverage['rows'][number]
export type Cell = NonNullable<Row['cells'][number]>

/** What a figure is asked about: a place, one notice there, what nobody can place, or what a wrong clock wrote. */
export type About =
  | { of: 'place'; placeId: string; workId?: string | undefined }
  | { of: 'unplaced' }
  | { of: 'uncertain' }

/** What stands behind a figure. */
export function useBehind({ from, to, level }: Wanted, about: About) {
  const { of, ...rest } = about
  const asked = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return useQuery({
    queryKey: ['coverage', 'behind', from, to, level, about],
    meta: { also },
    queryFn: () => unwrap(api.coverage.behind.$get({ query: { from, to, level, at: from, of, ...asked } })),
  })
}

/** What each team held in a month, against what it is to hold. */
export function useTeamFigures(month: string) {
  return useQuery({
    queryKey: ['coverage', 'teams', month],
    meta: { also: ['showing', 'team'] },
    queryFn: () => unwrap(api.coverage.teams.$get({ query: { month } })),
  })
}

export function useSilent() {
  return useQuery({
    queryKey: ['coverage', 'silent'],
    meta: { also: ['device', 'device_log'] },
    queryFn: () => unwrap(api.coverage.silent.$get({ query: {} })),
  })
}
