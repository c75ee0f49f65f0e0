import { useRef } from 'react'
import type { ActDraft } from './act-drafts.ts'
import { useDraft } from './use-draft.ts'

export interface ActDrafts {
  list: readonly ActDraft[]
  set(list: readonly ActDraft[]): void
  change(id: string, values: Partial<ActDraft>): void
  remove(ids: readonly string[]): void
  /** Joins whatever the list has become by then. */
  add(drafts: readonly ActDraft[]): void
  /** Takes the last change back; undefined while there is none. */
  undo: (() => void) | undefined
}

const mostUndone = 100

/** Acts that are proposed and not made; they outlive the page, and every change of them can be taken back. */
export function useActDrafts(versionId: string): ActDrafts {
  const draft = useDraft(`vang.acts.${versionId}`, { acts: '[]' })
  const before = useRef<string[]>([])
  const latest = useRef(draft)
  latest.current = draft
  const list = JSON.parse(draft.value.acts) as ActDraft[]
  const set = (next: readonly ActDraft[]) => {
    before.current = [...before.current.slice(1 - mostUndone), latest.current.value.acts]
    latest.current.set({ acts: JSON.stringify(next.toSorted((a, b) => a.inMs - b.inMs)) })
  }
  const undo = () => {
    const last = before.current.pop()
    if (last !== undefined) draft.set({ acts: last })
  }
  return {
    list,
    set,
    change: (id, values) => set(list.map((one) => (one.id === id ? { ...one, ...values } : one))),
    remove: (ids) => set(list.filter((one) => !ids.includes(one.id))),
    add: (drafts) => set([...(JSON.parse(latest.current.value.acts) as ActDraft[]), ...drafts]),
    undo: before.current.length > 0 ? undo : undefined,
  }
}
