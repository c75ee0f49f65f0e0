import { useMutation, useQuery } from '@tanstack/react-query'
import {
  type NewUpload,
  sampleBytes,
  type TakeFile,
  type UploadChange,
} from '../../server/library/uploads/uploads.schema.ts'
import { api, queryClient, unwrap } from '../api.ts'

const uploadsKey = ['upload'] as const

export function useUploads() {
  return useQuery({
    queryKey: uploadsKey,
    // The first verdict is a matter of the version and of the job that looks at it.
    meta: { also: ['job'] },
    queryFn: () => unwrap(api.uploads.$get()),
    // What another computer of the unit sends is told only at its beginning and end.
    refetchInterval: 15_000,
  })
}
export type Uploads = NonNullable<ReturnType<typeof useUploads>['data']>
export type Upload = Uploads['queue'][number]

export const knownUploads = () => queryClient.getQueryData<Uploads>(uploadsKey)
export const renewUploads = () => queryClient.invalidateQueries({ queryKey: uploadsKey })

type About = Omit<NewUpload, 'fileName' | 'sizeBytes'>

/** Sends what is needed to judge a file: its name, its size and both its ends. */
export async function announce(file: File, about: About) {
  const end = Math.min(sampleBytes, file.size)
  const words = { ...about, fileName: file.name, sizeBytes: file.size }
  const form = {
    about: JSON.stringify(words),
    head: new File([file.slice(0, end)], 'head'),
    tail: new File([file.slice(file.size - end)], 'tail'),
  }
  return unwrap(api.uploads.$post({ form }))
}

export const useChange = () =>
  useMutation({
    mutationFn: ({ id, ...json }: UploadChange & { id: string }) =>
      unwrap(api.uploads[':id'].$patch({ param: { id }, json })),
    onSettled: renewUploads,
  })

export const useGiveUp = () =>
  useMutation({
    mutationFn: (id: string) => unwrap(api.uploads[':id'].$delete({ param: { id } })),
    onSettled: renewUploads,
  })

export function useInbox() {
  return useQuery({
    queryKey: ['inbox'],
    queryFn: () => unwrap(api.inbox.$get()),
    // Cards and drives come and go while the page is open.
    refetchInterval: 10_000,
  })
}
export type InboxFile = NonNullable<ReturnType<typeof useInbox>['data']>['files'][number]

export const useTake = () =>
  useMutation({
    mutationFn: (json: TakeFile) => unwrap(api.inbox.take.$post({ json })),
    onSettled: renewUploads,
  })

/** Works whose title may be meant, a handful. */
export function useWorkSearch(text: string) {
  return useQuery({
    queryKey: ['work', 'pick', text],
    queryFn: async () => (await unwrap(api.works.$get({ query: { q: text, limit: '12' } as never }))).works,
    placeholderData: (before) => before,
  })
}

export function useReport(versionId: string) {
  return useQuery({
    queryKey: ['version', versionId, 'report'],
    meta: { also: ['work', 'job'] },
    queryFn: () => unwrap(api.versions[':id'].report.$get({ param: { id: versionId } })),
  })
}
