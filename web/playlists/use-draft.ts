import { useEffect, useRef, useState } from 'react'
import type { Playlist } from './playlists.api.ts'
import { savePlaylist } from './playlists.api.ts'

export type Item = Playlist['items'][number] & { key: string }
export type Content = Pick<Playlist, 'title' | 'validFrom' | 'validTo' | 'targets'> & { items: Item[] }

let nextKey = 0
/** A work can stand in a list twice, so its id does not tell its places apart. */
export const newKey = () => `item ${nextKey++}`

const contentOf = ({ title, validFrom, validTo, targets, items }: Playlist): Content => ({
  title,
  validFrom,
  validTo,
  targets,
  items: items.map((item) => ({ ...item, key: newKey() })),
})

export interface Draft {
  content: Content
  revision: number
  state: 'saved' | 'saving' | 'failed'
  error: unknown
  edit(change: (content: Content) => Content): void
  undo(): void
  /** Sends again what could not be saved. */
  retry(): void
  /** Gives up one's own unsaved edits for what somebody else saved. */
  adopt(theirs: Playlist): void
}

/** Every edit is on the page at once and sent in order; a refused one stays on the page until one decides. */
export function useDraft(playlist: Playlist): Draft {
  const [content, setContent] = useState(() => contentOf(playlist))
  const [state, setState] = useState<Draft['state']>('saved')
  const [error, setError] = useState<unknown>(null)
  const latest = useRef(content)
  const revision = useRef(playlist.revision)
  const before = useRef<Content[]>([])
  const unsent = useRef<Content | undefined>(undefined)
  const sending = useRef(false)

  async function send() {
    if (sending.current) return
    sending.current = true
    setState('saving')
    try {
      while (unsent.current) {
        const next = unsent.current
        const items = next.items.map(({ part, workId }) => ({ part, workId }))
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
  const adopt = (theirs: Playlist) => {
    unsent.current = undefined
    revision.current = theirs.revision
    show(contentOf(theirs))
    setError(null)
    setState('saved')
  }

  // Somebody else saved, and nothing of ours is under way.
  useEffect(() => {
    if (playlist.revision <= revision.current || unsent.current || sending.current) return
    revision.current = playlist.revision
    const theirs = contentOf(playlist)
    latest.current = theirs
    setContent(theirs)
  }, [playlist])

  return {
    content,
    revision: revision.current,
    state,
    error,
    edit(change) {
      before.current.push(latest.current)
      put(change(latest.current))
    },
    undo() {
      const previous = before.current.pop()
      if (previous) put(previous)
    },
    retry: () => void send(),
    adopt,
  }
}
