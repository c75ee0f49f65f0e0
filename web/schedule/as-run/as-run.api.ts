import { useMutation, useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { useRef } from 'react'
import { api, queryClient, request, unwrap } from '../../api.ts'

const readDay = (id: string, day: string) =>
  unwrap(api.channels[':id']['as-run'].$get({ param: { id }, query: { day } }))

export function useDayLog(channelId: string | undefined, day: string) {
  return useQuery({
    queryKey: ['as_run', 'day', channelId, day],
    meta: { also: ['publication', 'document'] },
    queryFn: () => readDay(channelId ?? '', day),
    enabled: channelId !== undefined && day !== '',
  })
}
export type DayLog = Awaited<ReturnType<typeof readDay>>
export type LoggedSlot = DayLog['slots'][number]
export type Row = DayLog['beside'][number]
export type Doubt = DayLog['doubts'][number]

const readMonth = (id: string, month: string) =>
  unwrap(api.channels[':id']['as-run'].month.$get({ param: { id }, query: { month } }))

export function useMonth(channelId: string | undefined, month: string) {
  return useQuery({
    queryKey: ['as_run', 'month', channelId, month],
    queryFn: () => readMonth(channelId ?? '', month),
    enabled: channelId !== undefined && month !== '',
  })
}
export type Month = Awaited<ReturnType<typeof readMonth>>

export function useAired(workId: string) {
  return useQuery({
    queryKey: ['as_run', 'work', workId],
    queryFn: () => unwrap(api.works[':id'].aired.$get({ param: { id: workId } })),
  })
}

const renew = () => queryClient.invalidateQueries({ queryKey: ['as_run'] })

type At = { channelId: string; day: string }
const param = ({ channelId, day }: At) => ({ id: channelId, day })
const dayRoute = api.channels[':id']['as-run'][':day']

export function useConfirm(at: At) {
  return useMutation({
    mutationFn: (slotIds?: string[]) =>
      unwrap(dayRoute.confirm.$post({ param: param(at), json: slotIds ? { slotIds } : {} })),
    onSettled: renew,
  })
}

export type NewRow = InferRequestType<typeof dayRoute.rows.$post>['json']
export function useWriteRow(at: At) {
  // Where only the paper did not arrive, the row stands already: sent again as it is, it is not written twice.
  const kept = useRef<{ said: string; id: string }>(undefined)
  return useMutation({
    mutationFn: async ({ file, supersedes, ...row }: NewRow & { file?: File | undefined }) => {
      const said = JSON.stringify(row)
      if (kept.current?.said !== said) {
        const corrects = supersedes ?? kept.current?.id
        const json = { ...row, ...(corrects === undefined ? {} : { supersedes: corrects }) }
        kept.current = { said, id: (await unwrap(dayRoute.rows.$post({ param: param(at), json }))).id }
      }
      if (file) await attach('as_run', kept.current.id, file)
    },
    onSettled: renew,
  })
}

/** Sends a photo or letter as it is; the server tells by its bytes what it is. */
export async function attach(subjectKind: 'as_run' | 'publication', subjectId: string, file: File) {
  const query = new URLSearchParams({ subjectKind, subjectId, name: file.name })
  await request(`/api/documents?${query}`, { method: 'POST', body: file })
}

export function useAttach() {
  return useMutation({
    mutationFn: ({ publicationId, file }: { publicationId: string; file: File }) =>
      attach('publication', publicationId, file),
    onSettled: renew,
  })
}

export function useSign(at: At) {
  return useMutation({
    mutationFn: (note: string) => unwrap(dayRoute.sign.$post({ param: param(at), json: { note } })),
    onSettled: renew,
  })
}

export function useSettle() {
  return useMutation({
    mutationFn: ({
      id,
      ...json
    }: { id: string } & InferRequestType<(typeof api)['as-run']['doubts'][':id']['$post']>['json']) =>
      unwrap(api['as-run'].doubts[':id'].$post({ param: { id }, json })),
    onSettled: renew,
  })
}

type Table = { cells: string[][]; columns: Columns; remembered: boolean }
export type Columns = InferRequestType<
  (typeof api.channels)[':id']['as-run']['import']['$post']
>['json']['columns']

/** The log as a table; the file travels as it is, for its encoding is the server's to tell. */
export const readLog = async (channelId: string, body: Blob) =>
  (await (await request(`/api/channels/${channelId}/as-run/read`, { method: 'POST', body })).json()) as Table

export function useImportLog(channelId: string) {
  return useMutation({
    mutationFn: (json: InferRequestType<(typeof api.channels)[':id']['as-run']['import']['$post']>['json']) =>
      unwrap(api.channels[':id']['as-run'].import.$post({ param: { id: channelId }, json })),
    onSettled: renew,
  })
}
