import { useQuery } from '@tanstack/react-query'
import type { TagProfile } from '../../../server/packages/sticks/id3.rules.ts'
import type { StickForm } from '../../../server/packages/sticks/stick-layout.rules.ts'
import { api, unwrap } from '../../api.ts'

export interface Wish {
  form: StickForm
  tags: TagProfile
  /** Undefined for every evening, a folder each. */
  language?: string | undefined
}

const query = ({ form, tags, language }: Wish) => ({ form, tags, ...(language ? { language } : {}) })

export const stickOf = (id: string, wish: Wish) =>
  unwrap(api.packages[':id'].stick.$get({ param: { id }, query: query(wish) }))

/** What a stick will hold, file by file. */
export function useStick(id: string, wish: Wish) {
  return useQuery({
    // Not among what changes with a package: each file that is fetched is noted there.
    queryKey: ['stick', id, wish],
    queryFn: () => stickOf(id, wish),
    placeholderData: (before) => before,
  })
}

const search = (wish: Wish) => new URLSearchParams(query(wish)).toString()
export const stickFileUrl = (id: string, path: string, wish: Wish) =>
  `/api/packages/${id}/stick/files/${path}?${search(wish)}`
export const wholeStickUrl = (id: string, kind: 'img' | 'zip', wish: Wish) =>
  `/api/packages/${id}/stick.${kind}?${search(wish)}`
