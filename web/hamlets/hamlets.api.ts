import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient, unwrap } from '../api.ts'

const read = (at: string) => unwrap(api.hamlets.$get({ query: { at } }))

/** The hamlets of a day, those unserved longest first, and those that have ended by then. */
export const useHamlets = (at: string) =>
  useQuery({
    queryKey: ['hamlet', 'all', at],
    meta: { also: ['showing'] },
    enabled: at !== '',
    queryFn: () => read(at),
  })
export type Hamlet = Awaited<ReturnType<typeof read>>['hamlets'][number]
export type EndedHamlet = Awaited<ReturnType<typeof read>>['ended'][number]

/** Every name a hamlet has had, and its showings. */
export const useHistory = (id: string) =>
  useQuery({
    queryKey: ['hamlet', 'history', id],
    meta: { also: ['showing'] },
    queryFn: () => unwrap(api.hamlets[':id'].$get({ param: { id } })),
  })

/** Communes of a day, in which hamlets lie. */
export const useCommunes = (at: string) =>
  useQuery({
    queryKey: ['area', 'communes', at],
    queryFn: async () =>
      (await unwrap(api.areas.$get({ query: { at } }))).areas.filter(
        ({ level }) => level === 'commune' || level === 'unit',
      ),
    staleTime: 300_000,
  })

/** What a form says of a hamlet. */
export interface Said {
  name: string
  headName: string
  headPhone: string
}

const renew = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: ['hamlet'] }),
    queryClient.invalidateQueries({ queryKey: ['showing'] }),
  ])

export const useAddHamlet = () =>
  useMutation({
    mutationFn: (json: Said & { areaId: string }) => unwrap(api.hamlets.$post({ json })),
    onSettled: renew,
  })

export const useCorrectHamlet = (id: string) =>
  useMutation({
    mutationFn: (json: Said) => unwrap(api.hamlets[':id'].$put({ param: { id }, json })),
    onSettled: renew,
  })

export const useChangeHamlet = (id: string) =>
  useMutation({
    mutationFn: (json: Said & { areaId: string; from: string }) =>
      unwrap(api.hamlets[':id'].change.$post({ param: { id }, json })),
    onSettled: renew,
  })

export const useCloseHamlet = (id: string) =>
  useMutation({
    mutationFn: (json: { on: string; intoId: string | null }) =>
      unwrap(api.hamlets[':id'].close.$post({ param: { id }, json })),
    onSettled: renew,
  })

export const useReopen = () =>
  useMutation({
    mutationFn: (id: string) => unwrap(api.hamlets[':id'].reopen.$post({ param: { id } })),
    onSettled: renew,
  })
