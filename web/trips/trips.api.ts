import { useMutation, useQuery } from '@tanstack/react-query'
import type { Hamlet } from '../../server/field/hamlets/hamlets.schema.ts'
import type { Month, NewShowing, PreviewRow, Showing } from '../../server/field/showings/showings.schema.ts'
import { api, queryClient, request, unwrap } from '../api.ts'

export type { Hamlet, Month, NewShowing, PreviewRow, Showing }
/** As a form says it; what may be left out, the server fills in. */
export type Outcome = Parameters<(typeof api.showings)[':id']['close']['$post']>[0]['json']

const renew = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: ['showing'] }),
    queryClient.invalidateQueries({ queryKey: ['hamlet'] }),
    queryClient.invalidateQueries({ queryKey: ['coverage'] }),
  ])

export const useMonth = (month: string) =>
  useQuery({
    queryKey: ['showing', month],
    meta: { also: ['hamlet', 'device_log'] },
    queryFn: async (): Promise<Month> => unwrap(api.showings.$get({ query: { month } })),
    placeholderData: (before) => before,
  })

/** A team's showings of some days, for the sheet it takes along. */
export const useSheet = (query: { teamId: string; from: string; to: string }) =>
  useQuery({
    queryKey: ['showing', 'sheet', query],
    meta: { also: ['hamlet'] },
    queryFn: async () => (await unwrap(api.showings.sheet.$get({ query }))).showings,
  })

const readQuotas = (month: string) => unwrap(api['showing-quotas'].$get({ query: { month } }))
export type Quotas = Awaited<ReturnType<typeof readQuotas>>

/** How many showings each team is to hold in a month. */
export const useQuotas = (month: string) =>
  useQuery({
    queryKey: ['showing', 'quotas', month],
    meta: { also: ['team'] },
    queryFn: () => readQuotas(month),
  })

export const useSetQuota = () =>
  useMutation({
    mutationFn: (json: Parameters<(typeof api)['showing-quotas']['$put']>[0]['json']) =>
      unwrap(api['showing-quotas'].$put({ json })),
    onSettled: renew,
  })

export const useTeams = () =>
  useQuery({ queryKey: ['team', 'names'], queryFn: async () => (await unwrap(api.teams.$get())).teams })

/** Hamlets on a day, those unserved longest first. */
export const useHamlets = (at: string) =>
  useQuery({
    queryKey: ['hamlet', at],
    queryFn: async () => (await unwrap(api.hamlets.$get({ query: { at } }))).hamlets,
  })

export const useProposals = (teamId: string, day: string) =>
  useQuery({
    queryKey: ['hamlet', 'proposals', teamId, day],
    enabled: teamId !== '' && day !== '',
    queryFn: async () => (await unwrap(api.showings.proposals.$get({ query: { teamId, day } }))).hamlets,
  })

export const usePreview = (month: string, text: string) =>
  useQuery({
    queryKey: ['showing', 'preview', month, text],
    enabled: text.trim() !== '',
    queryFn: async () => (await unwrap(api.showings.paste.$post({ json: { month, text } }))).rows,
  })

export const useCopy = (month: string, wanted: boolean) =>
  useQuery({
    queryKey: ['showing', 'copy', month],
    enabled: wanted,
    queryFn: async () => (await unwrap(api.showings.copy.$get({ query: { month } }))).rows,
  })

export const useAddShowings = () =>
  useMutation({
    mutationFn: (rows: NewShowing[]) => unwrap(api.showings.$post({ json: { rows } })),
    onSettled: renew,
  })

export const useChangeShowing = () =>
  useMutation({
    mutationFn: ({
      id,
      ...json
    }: {
      id: string
      revision: number
      cancelled?: boolean
      day?: string
      time?: string
    }) => unwrap(api.showings[':id'].$patch({ param: { id }, json })),
    onSettled: renew,
  })

export const useCloseShowing = () =>
  useMutation({
    mutationFn: async ({ id, said, photo }: { id: string; said: Outcome; photo: Blob | null }) => {
      const sha256 = photo && (await sendPhoto(photo))
      const json = said.outcome === 'held' && sha256 ? { ...said, photo: sha256 } : said
      return unwrap(api.showings[':id'].close.$post({ param: { id }, json }))
    },
    onSettled: renew,
  })

async function sendPhoto(photo: Blob): Promise<string> {
  const bytes = await photo.arrayBuffer()
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  await request(`/api/photos/${sha256}`, {
    method: 'PUT',
    body: photo,
    headers: { 'content-type': 'image/jpeg' },
  })
  return sha256
}

/** What a row of a preview becomes; undefined where it cannot. */
export function plannedOf(row: PreviewRow): NewShowing | undefined {
  if (row.problems.length > 0 || !row.team) return undefined
  const { day, time, headName, headPhone } = row
  const { id, name, place } = row.hamlet
  const hamlet = id ? { id } : place && { areaId: place.id, name, headName, headPhone }
  return hamlet ? { teamId: row.team.id, day, time, note: '', hamlet } : undefined
}
