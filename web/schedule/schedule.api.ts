import { notifyManager, useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { api, queryClient, unwrap } from '../api.ts'

export function useChannels() {
  return useQuery({
    queryKey: ['channel', 'list'],
    queryFn: async () => (await unwrap(api.channels.$get())).channels,
  })
}

/** The channel that an address names, or the first there is. */
export function useChannel(id: string | undefined) {
  const channels = useChannels()
  return { channels, channel: channels.data?.find((one) => one.id === id) ?? channels.data?.[0] }
}

const weekKey = (channelId: string, from: string) => ['slot', 'week', channelId, from]

const readWeek = (channelId: string, from: string) =>
  unwrap(api.channels[':id'].week.$get({ param: { id: channelId }, query: { from } }))

export function useWeek(channelId: string | undefined, from: string | undefined) {
  return useQuery({
    queryKey: weekKey(channelId ?? '', from ?? ''),
    meta: { also: ['publication', 'version', 'work', 'channel'] },
    queryFn: () => readWeek(channelId ?? '', from ?? ''),
    enabled: channelId !== undefined && from !== undefined,
    placeholderData: (before) => before,
  })
}
export type Week = Awaited<ReturnType<typeof readWeek>>
export type Slot = Week['days'][number]['slots'][number]
export type Change = Week['changes'][number]

const readSheet = (channelId: string, from: string, of: 'published' | 'draft') =>
  unwrap(api.channels[':id'].sheet.$get({ param: { id: channelId }, query: { from, of } }))

export function useSheet(channelId: string | undefined, from: string, of: 'published' | 'draft') {
  return useQuery({
    queryKey: ['publication', 'sheet', channelId, from, of],
    meta: { also: ['slot', 'channel'] },
    queryFn: () => readSheet(channelId ?? '', from, of),
    enabled: channelId !== undefined,
  })
}
export type Sheet = Awaited<ReturnType<typeof readSheet>>

export function useCalendarDays(from: string | undefined, to: string | undefined) {
  return useQuery({
    queryKey: ['calendar', 'days', from, to],
    queryFn: () => unwrap(api.calendar.days.$get({ query: { from: from ?? '', to: to ?? '' } })),
    enabled: from !== undefined && to !== undefined,
    staleTime: 3_600_000,
  })
}

/** Works whose names hold the words, tones or none. */
export function useWorkSearch(q: string) {
  return useQuery({
    queryKey: ['work', 'search', q],
    meta: { also: ['version'] },
    queryFn: async () => (await unwrap(api.works.$get({ query: { q, limit: '12' } }))).works,
    placeholderData: (before) => before,
  })
}
export type FoundWork = NonNullable<ReturnType<typeof useWorkSearch>['data']>[number]

export function useDayHistory(channelId: string, day: string) {
  return useQuery({
    queryKey: ['publication', 'day', channelId, day],
    queryFn: async () =>
      (await unwrap(api.channels[':id'].days[':day'].publications.$get({ param: { id: channelId, day } })))
        .publications,
  })
}

const renew = () => queryClient.invalidateQueries({ queryKey: ['slot'] })

async function renewed<T>(pending: Promise<T>): Promise<T> {
  try {
    return await pending
  } finally {
    // Also after a refusal: what is on the page may be what was refused for being old.
    await renew()
    await shown()
  }
}

/**
 * Until the page shows what was read: its parts are told in one turn and draw in the next. What stood in for it meanwhile
 * must not go before, or a row under the cursor would be gone in between, with what is being typed into it.
 */
const shown = () =>
  new Promise<void>((done) => notifyManager.schedule(() => notifyManager.schedule(() => done())))

export type NewSlot = Extract<SlotChange, { do: 'place' }>
type Amendment = InferRequestType<typeof api.slots.amend.$post>['json']
export type SlotChange = Amendment['changes'][number]
const sendAmendment = (json: Amendment) => unwrap(api.slots.amend.$post({ json }))
export type Amended = Awaited<ReturnType<typeof sendAmendment>>

/** Changes a draft in one step; with what came of it put on the page before the week is read again. */
export async function amendSlots(json: Amendment): Promise<Amended> {
  const amended = await renewed(
    sendAmendment(json).then((answer) => {
      for (const slot of answer.slots) keepSlot(slot)
      return answer
    }),
  )
  return amended
}
export const pasteRows = async (json: { channelId: string; day: string; text: string }) =>
  (await renewed(unwrap(api.slots.paste.$post({ json })))).slots
export const copyDay = async (channelId: string, day: string, to: string[]) =>
  (
    await renewed(
      unwrap(api.channels[':id'].days[':day'].copy.$post({ param: { id: channelId, day }, json: { to } })),
    )
  ).slots
export const publish = (
  channelId: string,
  json: InferRequestType<(typeof api.channels)[':id']['publish']['$post']>['json'],
) => renewed(unwrap(api.channels[':id'].publish.$post({ param: { id: channelId }, json })))
export const publishWaiting = (channelId: string, jobId: string) =>
  renewed(unwrap(api.channels[':id'].publish[':jobId'].now.$post({ param: { id: channelId, jobId } })))
export const takeBack = (jobId: string) =>
  renewed(unwrap(api.jobs[':id'].cancel.$post({ param: { id: jobId } })))
export const restoreAsDraft = (publicationId: string) =>
  renewed(unwrap(api.publications[':id']['restore-as-draft'].$post({ param: { id: publicationId } })))
export const editChannel = (
  id: string,
  json: InferRequestType<(typeof api.channels)[':id']['$patch']>['json'],
) => renewed(unwrap(api.channels[':id'].$patch({ param: { id }, json })))

/** The latest the page knows of a slot, wherever it is shown. */
export function knownSlot(id: string): Slot | undefined {
  for (const [, week] of queryClient.getQueriesData<Week>({ queryKey: ['slot', 'week'] })) {
    const slot = week?.days.flatMap((day) => day.slots).find((found) => found.id === id)
    if (slot) return slot
  }
  return undefined
}

/** Puts what the server answered for one slot into the weeks on the page, before they are read again. */
function keepSlot(slot: Pick<Slot, 'id' | 'day' | 'startsAt' | 'endsAt' | 'durationMs' | 'revision'>) {
  queryClient.setQueriesData<Week>({ queryKey: ['slot', 'week'] }, (week) => {
    const before = week?.days.flatMap((day) => day.slots).find((found) => found.id === slot.id)
    if (!week || !before) return week
    const moved: Slot = { ...before, ...slot }
    return {
      ...week,
      days: week.days.map((day) => ({
        ...day,
        slots: [
          ...day.slots.filter((other) => other.id !== slot.id),
          ...(day.day === slot.day ? [moved] : []),
        ].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)),
      })),
    }
  })
}
