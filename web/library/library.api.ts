import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient, request, unwrap } from '../api.ts'

export interface Filter {
  q?: string
  kind?: string
  language?: string
  missingLanguage?: string
  state?: string
}

export function useWorks(filter: Filter) {
  return useInfiniteQuery({
    queryKey: ['work', 'list', filter],
    meta: { also: ['version'] },
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = { ...filter, ...(pageParam ? { cursor: pageParam } : {}) }
      // What the address says is checked by the server, in one place.
      return unwrap(api.works.$get({ query: query as never }))
    },
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })
}
export type Listed = NonNullable<ReturnType<typeof useWorks>['data']>['pages'][number]['works'][number]
export type Version = Listed['versions'][number]

export function useWork(id: string) {
  return useQuery({
    queryKey: ['work', id],
    meta: { also: ['version'] },
    queryFn: () => unwrap(api.works[':id'].$get({ param: { id } })),
  })
}
export type WorkDetail = NonNullable<ReturnType<typeof useWork>['data']>
export type Act = WorkDetail['acts'][number]

export function useReport(versionId: string) {
  return useQuery({
    queryKey: ['version', versionId, 'report'],
    meta: { also: ['work', 'job'] },
    queryFn: () => unwrap(api.versions[':id'].report.$get({ param: { id: versionId } })),
  })
}
export type Report = NonNullable<ReturnType<typeof useReport>['data']>
export type Finding = Report['findings'][number]

export function useProducts(versionId: string) {
  return useQuery({
    queryKey: ['version', versionId, 'products'],
    meta: { also: ['work'] },
    queryFn: async () => (await unwrap(api.versions[':id'].$get({ param: { id: versionId } }))).products,
  })
}
export type Products = NonNullable<ReturnType<typeof useProducts>['data']>

export const mediaUrl = (
  versionId: string,
  product: 'proxy' | 'poster' | 'sprite' | 'waveform' | 'loudness' | 'sound' | 'original',
) => `/api/versions/${versionId}/media/${product}`

type Stretch = Pick<Version, 'id' | 'inMs' | 'outMs'>
const forEver = { staleTime: Number.POSITIVE_INFINITY }

/** Peaks of the version's own stretch of its source, in pairs of lowest and highest. */
export function usePeaks({ id, inMs, outMs }: Stretch, perSecond: number | undefined) {
  return useQuery({
    ...forEver,
    queryKey: ['version', id, 'peaks', inMs, outMs],
    enabled: perSecond !== undefined,
    queryFn: async () => {
      const peaks = new Int8Array(await (await request(mediaUrl(id, 'waveform'))).arrayBuffer())
      const at = (ms: number) => Math.round((ms / 1000) * (perSecond ?? 1)) * 2
      return peaks.slice(at(inMs ?? 0), outMs === null ? undefined : at(outMs))
    },
  })
}

/** Short-term loudness in LUFS of the stretch, one value per `everyMs`. */
export function useLoudnessCurve({ id, inMs, outMs }: Stretch, everyMs: number | undefined) {
  return useQuery({
    ...forEver,
    queryKey: ['version', id, 'loudness', inMs, outMs],
    enabled: everyMs !== undefined,
    queryFn: async () => {
      const { shortTermLufs } = (await (await request(mediaUrl(id, 'loudness'))).json()) as {
        shortTermLufs: number[]
      }
      const at = (ms: number) => Math.round(ms / (everyMs ?? 1000))
      return shortTermLufs.slice(at(inMs ?? 0), outMs === null ? undefined : at(outMs))
    },
  })
}

const renew = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: ['work'] }),
    queryClient.invalidateQueries({ queryKey: ['version'] }),
  ])
const mutation = <Input, Output>(mutationFn: (input: Input) => Promise<Output>) => ({
  mutationFn,
  onSettled: renew,
})

type Json<R> = R extends (input: { json: infer J } & infer _) => unknown ? J : never
type ById<R> = { id: string } & Json<R>

const works = api.works[':id']
const versions = api.versions[':id']

export const useEditWork = () =>
  useMutation(
    mutation(({ id, ...json }: ById<typeof works.$patch>) => unwrap(works.$patch({ param: { id }, json }))),
  )
export const useWithdrawWork = () =>
  useMutation(
    mutation(({ id, ...json }: ById<typeof works.withdraw.$post>) =>
      unwrap(works.withdraw.$post({ param: { id }, json })),
    ),
  )
export const useRestoreWork = () =>
  useMutation(mutation((id: string) => unwrap(works.restore.$post({ param: { id } }))))
export const useCutAct = () =>
  useMutation(
    mutation(({ id, ...json }: ById<typeof works.acts.$post>) =>
      unwrap(works.acts.$post({ param: { id }, json })),
    ),
  )
type Many = ById<typeof works.acts.many.$post>
type MadeAct = { workId: string; revision: string }
/** Several acts of one recording, all or none. */
export const useCutActs = () =>
  useMutation(mutation(({ id, ...json }: Many) => unwrap(works.acts.many.$post({ param: { id }, json }))))
/** Withdraws acts just made. A plain call: its toast outlives the page that made them. */
export async function takeActsBack(id: string, acts: readonly MadeAct[]): Promise<void> {
  const made = acts.map(({ workId, revision }) => ({ workId, revision }))
  await unwrap(works.acts.back.$post({ param: { id }, json: { acts: made } }))
  await renew()
}
/** Where acts probably lie, none shorter than `leastMs`. */
export const useProposals = () =>
  useMutation({
    mutationFn: async ({ id, leastMs }: { id: string; leastMs: number }) =>
      (await unwrap(versions['act-proposals'].$get({ param: { id }, query: { leastMs: String(leastMs) } })))
        .proposals,
  })
export const useEditVersion = () =>
  useMutation(
    mutation(({ id, ...json }: ById<typeof versions.$patch>) =>
      unwrap(versions.$patch({ param: { id }, json })),
    ),
  )
export const useWithdrawVersion = () =>
  useMutation(
    mutation(({ id, ...json }: ById<typeof versions.withdraw.$post>) =>
      unwrap(versions.withdraw.$post({ param: { id }, json })),
    ),
  )
export const useSubmit = () =>
  useMutation(
    mutation(({ id, ...json }: ById<typeof versions.submit.$post>) =>
      unwrap(versions.submit.$post({ param: { id }, json })),
    ),
  )
export const useTakeBack = () =>
  useMutation(mutation((id: string) => unwrap(versions.submission.$delete({ param: { id } }))))

export interface ScriptDraft {
  id: string
  language: NonNullable<Json<typeof works.acts.$post>['language']>
  text: string
  translationVi: string | null
  revision: string | null
}
export const useWriteScript = () =>
  useMutation(
    mutation(({ id, language, ...json }: ScriptDraft) =>
      unwrap(works.scripts[':language'].$put({ param: { id, language }, json })),
    ),
  )
