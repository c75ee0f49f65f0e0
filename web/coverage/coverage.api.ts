import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '../api.ts'

export type Level = 'district' | 'commune'
interface Wanted {
  from: string
  to: string
  level: Level
}

const read = ({ from, to, level }: Wanted) =>
  unwrap(api.coverage.$get({ query: { from, to, level, at: from } }))

/** Who heard what from a day until before another, on the places of the first day. */
export function useCoverage(wanted: Wanted | undefined) {
  return useQuery({
    queryKey: ['coverage', wanted],
    meta: { also: ['device_log', 'publication', 'showing', 'area'] },
    queryFn: () => read(wanted as Wanted),
    enabled: wanted !== undefined,
  })
}
export type Coverage = Awaited<ReturnType<typeof read>>
export type Row = Coverage['rows'][number]
export type Cell = NonNullable<Row['cells'][number]>

export const SILENT_DAYS = 7

export function useSilent() {
  return useQuery({
    queryKey: ['coverage', 'silent', SILENT_DAYS],
    meta: { also: ['device', 'device_log'] },
    queryFn: async () =>
      (await unwrap(api.coverage.silent.$get({ query: { days: String(SILENT_DAYS) } }))).devices,
  })
}
