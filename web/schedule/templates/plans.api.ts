import { useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { api, queryClient, unwrap } from '../../api.ts'

const ofChannel = api.channels[':id']
const renew = (...kinds: string[]) =>
  Promise.all(kinds.map((kind) => queryClient.invalidateQueries({ queryKey: [kind] })))
async function renewed<T>(pending: Promise<T>, ...kinds: string[]): Promise<T> {
  try {
    return await pending
  } finally {
    await renew(...kinds)
  }
}

const readTemplates = (id: string) => unwrap(ofChannel.templates.$get({ param: { id } }))
export function useTemplates(channelId: string | undefined) {
  return useQuery({
    queryKey: ['template', channelId],
    meta: { also: ['channel', 'work'] },
    queryFn: () => readTemplates(channelId ?? ''),
    enabled: channelId !== undefined,
  })
}
export type TemplateRow = Awaited<ReturnType<typeof readTemplates>>['rows'][number]

export type NewTemplateRow = InferRequestType<typeof ofChannel.templates.$post>['json']
export const addTemplateRow = async (id: string, json: NewTemplateRow) =>
  (await renewed(unwrap(ofChannel.templates.$post({ param: { id }, json })), 'template')).row
export const editTemplateRow = async (
  id: string,
  json: InferRequestType<(typeof api.templates)[':id']['$patch']>['json'],
) => (await renewed(unwrap(api.templates[':id'].$patch({ param: { id }, json })), 'template')).row
export const removeTemplateRow = async (id: string, revision: number) => {
  const query = { revision: String(revision) }
  return (await renewed(unwrap(api.templates[':id'].$delete({ param: { id }, query })), 'template')).removed
}
export const saveWeek = async (
  id: string,
  json: { from: string; validFrom: string; validTo: string | null },
) => (await renewed(unwrap(ofChannel.templates['from-week'].$post({ param: { id }, json })), 'template')).rows

export const layWeek = (id: string, from: string) =>
  renewed(unwrap(ofChannel.weeks.lay.$post({ param: { id }, json: { from } })), 'slot')
export const copyWeek = async (id: string, from: string, to: string[]) =>
  (await renewed(unwrap(ofChannel.weeks.copy.$post({ param: { id }, json: { from, to } })), 'slot')).slots

export function useOccasions(channelId: string, year: number) {
  return useQuery({
    queryKey: ['slot', 'occasions', channelId, year],
    queryFn: async () =>
      (await unwrap(ofChannel.occasions.$get({ param: { id: channelId }, query: { year: String(year) } })))
        .occasions,
  })
}

export interface OccasionAsked {
  key: string
  year: number
  before: number
  after: number
}
export function useOccasion(channelId: string, asked: OccasionAsked | undefined) {
  const { key = '', year = 0, before = 0, after = 0 } = asked ?? {}
  return useQuery({
    queryKey: ['slot', 'occasion', channelId, key, year, before, after],
    queryFn: () =>
      unwrap(
        ofChannel.occasions[':key'].$get({
          param: { id: channelId, key },
          query: { year: String(year), before: String(before), after: String(after) },
        }),
      ),
    enabled: asked !== undefined,
    placeholderData: (known) => known,
  })
}
export const layOccasion = (id: string, { key, year, before, after }: OccasionAsked) =>
  renewed(
    unwrap(
      ofChannel.occasions[':key'].$post({
        param: { id, key },
        json: { year, before, after },
      }),
    ),
    'slot',
  )

const readFilling = (id: string, gap: Gap, kinds: string[] | undefined) =>
  unwrap(
    ofChannel.filling.$get({
      param: { id },
      query: { startsAt: gap.startsAt, endsAt: gap.endsAt, ...(kinds ? { kinds: kinds.join(',') } : {}) },
    }),
  )
export interface Gap {
  startsAt: string
  endsAt: string
}
export type Proposal = Awaited<ReturnType<typeof readFilling>>['proposal']

export function useFilling(channelId: string, gap: Gap, kinds: string[] | undefined) {
  return useQuery({
    queryKey: ['slot', 'filling', channelId, gap.startsAt, gap.endsAt, kinds],
    meta: { also: ['version', 'work', 'channel'] },
    queryFn: async () => (await readFilling(channelId, gap, kinds)).proposal,
    placeholderData: (known) => known,
  })
}
export function useWeekFilling(channelId: string, from: string, all: boolean) {
  return useQuery({
    queryKey: ['slot', 'filling-week', channelId, from, all],
    meta: { also: ['version', 'work', 'channel'] },
    queryFn: async () =>
      (
        await unwrap(
          ofChannel.filling.week.$get({
            param: { id: channelId },
            query: { from, all: all ? 'true' : 'false' },
          }),
        )
      ).proposals,
    placeholderData: (known) => known,
  })
}
export const layFillings = async (id: string, proposals: readonly Proposal[]) => {
  const gaps = proposals.map(({ startsAt, endsAt, clips }) => ({
    startsAt,
    endsAt,
    versionIds: clips.map(({ filler }) => filler.versionId),
  }))
  return (await renewed(unwrap(ofChannel.fillings.$post({ param: { id }, json: { gaps } })), 'slot')).slots
}
