import { useMutation, useQuery } from '@tanstack/react-query'
import { withTemplate } from '../../server/playlists/templates/templates.rules.ts'
import type { EveningTemplate, NewTemplate } from '../../server/playlists/templates/templates.schema.ts'
import { api, queryClient, unwrap } from '../api.ts'
import { type Content, type Item, newKey } from './use-draft.ts'

export type { EveningContent, EveningTemplate } from '../../server/playlists/templates/templates.schema.ts'

/** A list on the page with a template's evening in the place of its own. */
export function applied(content: Content, { content: evening, works }: EveningTemplate): Content {
  const known = new Map(works.map((work) => [work.workId, work]))
  const items = evening.items.flatMap((item): Item[] => {
    if ('rule' in item) return [{ ...item, key: newKey() }]
    const work = known.get(item.workId)
    return work ? [{ ...work, ...item, key: newKey() }] : []
  })
  return { ...withTemplate(content, evening), items }
}

const key = ['evening_template']
const renew = () => queryClient.invalidateQueries({ queryKey: key })

export function useTemplates() {
  return useQuery({
    queryKey: [...key, 'list'],
    queryFn: async () => (await unwrap(api['evening-templates'].$get())).templates,
  })
}

export function useSaveTemplate() {
  return useMutation({
    mutationFn: (json: NewTemplate) => unwrap(api['evening-templates'].$post({ json })),
    onSuccess: renew,
  })
}

export function useEditTemplate() {
  return useMutation({
    mutationFn: ({ id, name, content, revision }: EveningTemplate) =>
      unwrap(api['evening-templates'][':id'].$put({ param: { id }, json: { name, content, revision } })),
    onSettled: renew,
  })
}

export function useWithdrawTemplate() {
  return useMutation({
    mutationFn: (id: string) => unwrap(api['evening-templates'][':id'].$delete({ param: { id } })),
    onSuccess: renew,
  })
}

export async function restoreTemplate(id: string): Promise<void> {
  await unwrap(api['evening-templates'][':id'].restore.$post({ param: { id } }))
  await renew()
}
