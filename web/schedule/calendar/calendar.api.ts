import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { addDays } from '../../../server/calendar/days.rules.ts'
import { endOf } from '../../../server/schedule/schedule.rules.ts'
import { api, queryClient, unwrap } from '../../api.ts'
import type { BehindBlock, BehindDay } from './Behind.tsx'

const readWaiting = async (q: string) => (await unwrap(api['unscheduled-works'].$get({ query: { q } }))).works

/** Works approved for television that are in no plan from now on. */
export function useWaitingWorks(q: string) {
  return useQuery({
    queryKey: ['slot', 'waiting', q],
    meta: { also: ['work', 'version'] },
    queryFn: () => readWaiting(q),
    placeholderData: (before) => before,
  })
}
export type WaitingWork = Awaited<ReturnType<typeof readWaiting>>[number]

const readGhost = (channelId: string, from: string) =>
  unwrap(api.channels[':id'].ghost.$get({ param: { id: channelId }, query: { from } }))

const WEEK_MS = 7 * 86_400_000
const nothing: ReadonlyMap<string, BehindDay> = new Map()

/** By day: last week's plan a week later, and the places the weekly grid keeps. */
export function useBehind(channelId: string, from: string, ghosts: boolean): ReadonlyMap<string, BehindDay> {
  const { data } = useQuery({
    queryKey: ['slot', 'ghost', channelId, from],
    meta: { also: ['template', 'channel'] },
    queryFn: () => readGhost(channelId, from),
  })
  return useMemo(() => {
    if (!data) return nothing
    const found = new Map<string, { ghosts: BehindBlock[]; places: BehindBlock[] }>()
    const of = (day: string) => {
      const known = found.get(day) ?? { ghosts: [], places: [] }
      found.set(day, known)
      return known
    }
    for (const { ruleId, day, title, startsAt, endsAt } of data.bands)
      of(day).places.push({ key: `${ruleId} ${startsAt}`, title, startsAt, endsAt })
    for (const { id, day, title, startsAt, endsAt } of ghosts ? data.slots : [])
      of(addDays(day, 7)).ghosts.push({
        key: id,
        title,
        startsAt: endOf(startsAt, WEEK_MS),
        endsAt: endOf(endsAt, WEEK_MS),
      })
    return found
  }, [data, ghosts])
}

export async function addChannel(json: { name: string; dayStartsMin: number }) {
  const { channel } = await unwrap(api.channels.$post({ json }))
  await queryClient.invalidateQueries({ queryKey: ['channel'] })
  return channel
}
