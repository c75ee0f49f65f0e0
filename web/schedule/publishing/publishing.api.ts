import { useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { api, queryClient, unwrap } from '../../api.ts'

async function renewed<T>(pending: Promise<T>): Promise<T> {
  try {
    return await pending
  } finally {
    // Also after a refusal: what is on the page may be what was refused for being old.
    await Promise.all(
      ['slot', 'publication', 'plan', 'correction', 'substitution'].map((key) =>
        queryClient.invalidateQueries({ queryKey: [key] }),
      ),
    )
  }
}

const readPublishing = (id: string) => unwrap(api.channels[':id'].publishing.$get({ param: { id } }))

export function usePublishing(channelId: string) {
  return useQuery({
    queryKey: ['plan', 'publishing', channelId],
    meta: { also: ['channel'] },
    queryFn: () => readPublishing(channelId),
  })
}
export type Publishing = Awaited<ReturnType<typeof readPublishing>>

export const editPublishing = (
  id: string,
  json: InferRequestType<(typeof api.channels)[':id']['publishing']['$patch']>['json'],
) => renewed(unwrap(api.channels[':id'].publishing.$patch({ param: { id }, json })))

export const submitPlan = (id: string, json: { days: string[]; note: string }) =>
  renewed(unwrap(api.channels[':id'].plans.$post({ param: { id }, json })))
export const withdrawPlan = (id: string) =>
  renewed(unwrap(api.plans[':id'].withdraw.$post({ param: { id } })))

const readPlan = (id: string) => unwrap(api.plans[':id'].$get({ param: { id } }))
export function usePlan(id: string) {
  return useQuery({
    queryKey: ['plan', id],
    meta: { also: ['publication'] },
    queryFn: () => readPlan(id),
  })
}
export const decidePlan = (
  id: string,
  json: { verdict: 'approved' | 'returned'; sha256: string; reason: string },
) => renewed(unwrap(api.plans[':id'].decide.$post({ param: { id }, json })))

export type UrgentChange = InferRequestType<
  (typeof api.channels)[':id']['days'][':day']['urgent']['$post']
>['json']
export const changeUrgently = (id: string, day: string, json: UrgentChange) =>
  renewed(unwrap(api.channels[':id'].days[':day'].urgent.$post({ param: { id, day }, json })))

const readCorrection = (id: string) => unwrap(api.corrections[':id'].$get({ param: { id } }))
export function useCorrection(id: string) {
  return useQuery({ queryKey: ['correction', id], queryFn: () => readCorrection(id) })
}
export type Correction = Awaited<ReturnType<typeof readCorrection>>

export const tickCall = (id: string, callId: string, told: boolean) =>
  renewed(unwrap(api.corrections[':id'].calls[':callId'].$put({ param: { id, callId }, json: { told } })))

export type Rule = InferRequestType<(typeof api.channels)[':id']['substitutions']['preview']['$post']>['json']
export const previewSubstitution = (id: string, json: Rule) =>
  unwrap(api.channels[':id'].substitutions.preview.$post({ param: { id }, json }))
export type Preview = Awaited<ReturnType<typeof previewSubstitution>>
export type SubstitutionRow = Preview['rows'][number]

export const substitute = (
  id: string,
  json: InferRequestType<(typeof api.channels)[':id']['substitutions']['$post']>['json'],
) => renewed(unwrap(api.channels[':id'].substitutions.$post({ param: { id }, json })))

export function useSubstitutions(channelId: string | undefined) {
  return useQuery({
    queryKey: ['substitution', channelId],
    queryFn: async () =>
      (await unwrap(api.channels[':id'].substitutions.$get({ param: { id: channelId ?? '' } })))
        .substitutions,
    enabled: channelId !== undefined,
  })
}
export const returnFrom = (id: string) =>
  renewed(unwrap(api.substitutions[':id'].return.$post({ param: { id } })))

const readOlderUses = (id: string) => unwrap(api.versions[':id']['older-uses'].$get({ param: { id } }))
export function useOlderUses(versionId: string) {
  return useQuery({
    queryKey: ['slot', 'older', versionId],
    meta: { also: ['publication', 'version'] },
    queryFn: () => readOlderUses(versionId),
  })
}
export function useNewerVersions(channelId: string) {
  return useQuery({
    queryKey: ['slot', 'newer', channelId],
    meta: { also: ['publication', 'version'] },
    queryFn: async () =>
      (await unwrap(api.channels[':id']['newer-versions'].$get({ param: { id: channelId } }))).versions,
  })
}
export type OlderUses = Awaited<ReturnType<typeof readOlderUses>>
export const replaceVersion = (
  channelId: string,
  json: InferRequestType<(typeof api.channels)[':id']['replacements']['$post']>['json'],
) => renewed(unwrap(api.channels[':id'].replacements.$post({ param: { id: channelId }, json })))
export const undoReplacement = (id: string) =>
  renewed(unwrap(api.replacements[':id'].undo.$post({ param: { id } })))
