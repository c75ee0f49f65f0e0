import { useMutation, useQuery } from '@tanstack/react-query'
import type { OtherWay, SplitRecordingInput } from '../../server/library/parts/parts.schema.ts'
import { api, queryClient, unwrap } from '../api.ts'
import { renewUploads } from './uploads.api.ts'

const partsKey = ['recording'] as const

/** Uploads that look like one recording, and those that were said to be one. */
export function useParts() {
  return useQuery({
    queryKey: partsKey,
    meta: { also: ['upload', 'job', 'work'] },
    queryFn: () => unwrap(api.parts.$get()),
    // A neighbour's upload is told only at its beginning and end.
    refetchInterval: 15_000,
  })
}
type Parts = NonNullable<ReturnType<typeof useParts>['data']>
export type Proposal = Parts['proposals'][number]
export type SplitRecording = Parts['recordings'][number]

const renew = () => Promise.all([queryClient.invalidateQueries({ queryKey: partsKey }), renewUploads()])

export const useDecideParts = () =>
  useMutation({
    mutationFn: (json: SplitRecordingInput) => unwrap(api.parts.$post({ json })),
    onSettled: renew,
  })

export const useOtherWay = () =>
  useMutation({
    mutationFn: ({ id, ...json }: OtherWay & { id: string }) =>
      unwrap(api.parts[':id'].way.$post({ param: { id }, json })),
    onSettled: renew,
  })
