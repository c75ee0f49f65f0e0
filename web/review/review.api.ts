import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient, request, unwrap } from '../api.ts'

// The server names a version when anything about its review changes.
const queueKey = ['version', 'queue'] as const
const roomKey = (versionId: string) => ['version', versionId, 'room'] as const

export function useQueue() {
  return useQuery({
    queryKey: queueKey,
    queryFn: async () => (await unwrap(api.review.$get())).items,
    refetchInterval: 60_000,
  })
}
export type QueueItem = NonNullable<ReturnType<typeof useQueue>['data']>[number]

export function useRoom(versionId: string) {
  return useQuery({
    queryKey: roomKey(versionId),
    queryFn: () => unwrap(api.review[':versionId'].$get({ param: { versionId } })),
  })
}
export type Room = NonNullable<ReturnType<typeof useRoom>['data']>
export type Version = Room['version']
export type Remark = Room['remarks'][number]
export type Verdict = Room['decisions'][number]['verdict']
export type Use = Version['approvedUses'][number]

export function useReport(versionId: string) {
  return useQuery({
    queryKey: ['version', versionId, 'report'],
    queryFn: () => unwrap(api.versions[':id'].report.$get({ param: { id: versionId } })),
  })
}

/** What there is to see and hear. */
export function useProducts(versionId: string) {
  return useQuery({
    queryKey: ['version', versionId, 'products'],
    queryFn: async () => (await unwrap(api.versions[':id'].$get({ param: { id: versionId } }))).products,
  })
}
export type Products = NonNullable<ReturnType<typeof useProducts>['data']>

export const mediaUrl = (
  versionId: string,
  product: 'proxy' | 'poster' | 'sprite' | 'waveform' | 'loudness',
) => `/api/versions/${versionId}/media/${product}`

/** The peaks of a version's own stretch of its source, as pairs of lowest and highest. */
export function usePeaks(version: Version, products: Products | undefined) {
  const wave = products?.waveform
  return useQuery({
    queryKey: ['version', version.id, 'peaks'],
    enabled: Boolean(wave),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const bytes = await (await request(mediaUrl(version.id, 'waveform'))).arrayBuffer()
      const at = (ms: number) => Math.round((ms / 1000) * (wave?.perSecond ?? 1)) * 2
      return new Int8Array(bytes).slice(
        at(version.inMs ?? 0),
        version.outMs === null ? undefined : at(version.outMs),
      )
    },
  })
}

/** Short-term loudness in LUFS of the version's own stretch of its source. */
export function useLoudness(version: Version, products: Products | undefined) {
  const everyMs = products?.loudness?.everyMs
  return useQuery({
    queryKey: ['version', version.id, 'loudness'],
    enabled: everyMs !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const curve = await (await request(mediaUrl(version.id, 'loudness'))).json()
      const at = (ms: number) => Math.round(ms / (everyMs ?? 1000))
      return (curve as { shortTermLufs: number[] }).shortTermLufs.slice(
        at(version.inMs ?? 0),
        version.outMs === null ? undefined : at(version.outMs),
      )
    },
  })
}

// Not waited for: the picture goes on and the slip is signed before everything has been read again.
const renew = () => {
  queryClient.invalidateQueries({ queryKey: ['version'] })
}

export function useRemark(versionId: string) {
  return useMutation({
    mutationFn: (json: { atMs: number; toMs?: number | null; text: string }) =>
      unwrap(api.versions[':id'].remarks.$post({ param: { id: versionId }, json })),
    onSettled: renew,
  })
}

export function useResolve() {
  return useMutation({
    mutationFn: ({ id, resolved }: { id: string; resolved: boolean }) =>
      unwrap(api.remarks[':id'].resolve.$post({ param: { id }, json: { resolved } })),
    onSettled: renew,
  })
}

export interface Decision {
  verdict: Verdict
  uses: Use[]
  reason: string
  listener?: string | undefined
  contentId: string
  scriptRevision: string | null
}

export function useDecide(versionId: string) {
  return useMutation({
    mutationFn: ({ listener, ...json }: Decision) =>
      unwrap(
        api.review[':versionId'].decision.$post({
          param: { versionId },
          json: { ...json, ...(listener ? { listener } : {}) },
        }),
      ),
    onSettled: renew,
  })
}

export function useWithdrawApproval(versionId: string) {
  return useMutation({
    mutationFn: (json: { uses: Use[]; reason: string }) =>
      unwrap(api.review[':versionId'].withdrawal.$post({ param: { versionId }, json })),
    onSettled: renew,
  })
}

/** Sends a file as it is; the server tells by its bytes what it is. */
export function useAttach() {
  return useMutation({
    mutationFn: async ({ approvalId, file }: { approvalId: string; file: File }) => {
      const query = new URLSearchParams({ subjectKind: 'approval', subjectId: approvalId, name: file.name })
      await request(`/api/documents?${query}`, { method: 'POST', body: file })
    },
    onSettled: renew,
  })
}

export function useSubmit(versionId: string) {
  return useMutation({
    mutationFn: (uses: Use[]) =>
      unwrap(api.versions[':id'].submit.$post({ param: { id: versionId }, json: { uses } })),
    onSettled: renew,
  })
}

export function useTakeBack(versionId: string) {
  return useMutation({
    mutationFn: () => unwrap(api.versions[':id'].submission.$delete({ param: { id: versionId } })),
    onSettled: renew,
  })
}
