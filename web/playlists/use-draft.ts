import { useEffect, useRef, useState } from 'react'
import { asInput } from '../../server/playlists/playlists.rules.ts'
import type { Playlist, PlaylistItem } from './playlists.api.ts'
import { savePlaylist } from './playlists.api.ts'

export type Item = PlaylistItem & { key: string }
export type Content = Pick<Playlist, 'title' | 'validFrom' | 'validTo' | 'targets' | 'settings'> & {
  items: Item[]
}

let nextKey = 0
/** A work can stand in a list twice, so its id does not tell its places apart. */
export const newKey = () => `item ${nextKey++}`

export const contentOf = ({ title, validFrom, validTo, targets, settings, items }: Playlist): Content => ({
  title,
  validFrom,
  validTo,
  targets,
  settings,
  items: items.map((item) => ({ ...item, key: newKey() })),
})

export interface Draft {
  content: Content
  revision: number
  state: 'saved' | 'saving' | 'failed'
  error: unknown
  edit(change: (content: Content) => Content): void
  canUndo: boolean
  canRedo: boolean
  undo(): void
  redo(): void
  /** Sends again what could not be saved. */
  retry(): void
  /** Gives up one's own unsaved edits for what somebody else saved. */
  adopt(theirs: Playlist): void
  /** Puts one's own in the place of what somebody else saved. */
  keepMine(theirs: Playlist): void
}

const MOST_STEPS = 100

/** Every edit is on the page at once and sent in order; a refused one stays on the page until one decides. */
export function useDraft(playlist: Playlist): Draft {
  const [content, setContent] = useState(() => contentOf(playlist))
  const [state, setState] = useState<Draft['state']>('saved')
  const [error, setError] = useState<unknown>(null)
  const latest = useRef(content)
  const revision = useRef(playlist.revision)
  const steps = useRef<{ done: Content[]; undone: Content[] }>({ done: [], undone: [] })
  const unsent = useRef<Content | undefined>(undefined)
  const sending = useRef(false)

  async function send() {
    if (sending.current) return
    sending.current = true
    setState('saving')
    try {
      while (unsent.current) {
        const next = unsent.current
        const items = next.items.map(asInput)
        const targets = next.targets.map(({ kind, id }) => ({ kind, id }))
        const saved = await savePlaylist(playlist.id, { ...next, items, targets, revision: revision.current })
        revision.current = saved.revision
        if (unsent.current === next) unsent.current = undefined
      }
      setError(null)
      setState('saved')
    } catch (problem) {
      setError(problem)
      setState('failed')
    } finally {
      sending.current = false
    }
  }

  const show = (next: Content) => {
    latest.current = next
    setContent(next)
  }
  const put = (next: Content) => {
    unsent.current = next
    show(next)
    void send()
  }
  /** Takes a step from one stack and leaves the present on the other. */
  const turn = (from: Content[], onto: Content[]) => {
    const next = from.pop()
    if (!next) return
    onto.push(latest.current)
    put(next)
  }
  const adopt = (theirs: Playlist) => {
    unsent.current = undefined
    revision.current = theirs.revision
    steps.current = { done: [], undone: [] }
    show(contentOf(theirs))
    setError(null)
    setState('saved')
  }

  // Somebody else saved, and nothing of ours is under way.
  useEffect(() => {
    if (playlist.revision <= revision.current || unsent.current || sending.current) return
    revision.current = playlist.revision
    // What one did before was done to another list.
    steps.current = { done: [], undone: [] }
    const theirs = contentOf(playlist)
    latest.current = theirs
    setContent(theirs)
  }, [playlist])

  return {
    content,
    revision: revision.current,
    state,
    error,
    canUndo: steps.current.done.length > 0,
    canRedo: steps.current.undone.length > 0,
    edit(change) {
      steps.current = { done: [...steps.current.done.slice(1 - MOST_STEPS), latest.current], undone: [] }
      put(change(latest.current))
    },
    undo: () => turn(steps.current.done, steps.current.undone),
    redo: () => turn(steps.current.undone, steps.current.done),
    retry: () => void send(),
    adopt,
    keepMine(theirs) {
      revision.current = theirs.revision
      put(latest.current)
    },
  }
}
