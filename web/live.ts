import type { Query, QueryFilters } from '@tanstack/react-query'
import { queryClient } from './api.ts'
import { store } from './ui/store.ts'

type JobProgress = {
  jobId: string
  kind: string
  subjectId: string
  /** 0 to 1. */
  fraction: number
  etaMs: number | null
  message: string | null
}
type News =
  | { type: 'changed'; data: { subject: string; id?: string }; at: string }
  | { type: 'progress'; data: JobProgress }
  /** The stream goes on, with all that was missed behind it. */
  | { type: 'reconnected' }
  /** What was missed is not known. */
  | { type: 'missed'; at: string }

const running = store<ReadonlyMap<string, JobProgress>>(new Map())

/** The latest news of work on a subject (an upload, a version, a package), while there is any. */
export function useJobProgress(subjectId: string | undefined): JobProgress | undefined {
  return [...running.use().values()].findLast((job) => job.subjectId === subjectId)
}

export function useJobProgressById(jobId: string): JobProgress | undefined {
  return running.use().get(jobId)
}

/** Up to where this page has heard; a stream begins where the one before it ended, whichever tab held that. */
let heard: string | undefined

function hear(news: News) {
  if ('at' in news) heard = news.at
  if (news.type === 'changed') return readAnew(about(news.data.subject))
  if (news.type === 'reconnected') return readAnew({ predicate: couldNotBeRead })
  if (news.type === 'missed') return readAnew({})
  const jobs = new Map(running.get())
  jobs.delete(news.data.jobId)
  if (news.data.fraction < 1) jobs.set(news.data.jobId, news.data)
  running.set(jobs)
}

/**
 * Reads again what is on the page. What is being read just now may still be as it was before: it is let arrive, for on
 * a slow line a reading that began anew with each piece of news would never end, and is then read once more.
 */
function readAnew(filters: QueryFilters) {
  const again = (which: QueryFilters & { refetchType?: 'all' }) =>
    queryClient.invalidateQueries(which, { cancelRefetch: false })
  const underWay = queryClient.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' })
  void again(filters)
  for (const { queryKey } of underWay)
    void again({ queryKey, exact: true, refetchType: 'all' }).then(() => again({ queryKey, exact: true }))
}

// What is read of one subject can change with another: such queries name it in `meta: { also: ['version'] }`.
const about = (subject: string) => ({
  predicate: ({ queryKey, meta }: Query) =>
    queryKey[0] === subject || (Array.isArray(meta?.also) && meta.also.includes(subject)),
})

const couldNotBeRead = ({ state }: Query) => state.status === 'error' || state.fetchFailureCount > 0

/**
 * Follows the server for as long as someone is signed in. One stream serves all tabs of the browser. What changes while
 * the stream is still being opened is told too: the session, which is read before all else, says from where on.
 */
export function followServer(): () => void {
  heard = queryClient.getQueryData<{ news: string | null }>(['session'])?.news ?? undefined
  const stop = new AbortController()
  // Locks exist in a secure context only; elsewhere each tab keeps a stream of its own.
  if (!navigator.locks || typeof BroadcastChannel === 'undefined') {
    openStream(hear, stop.signal)
    return () => stop.abort()
  }
  const tabs = new BroadcastChannel('vang.live')
  tabs.onmessage = (message: MessageEvent<News>) => hear(message.data)
  const lead = () =>
    new Promise<void>((done) => {
      openStream((news) => {
        tabs.postMessage(news)
        hear(news)
      }, stop.signal)
      stop.signal.addEventListener('abort', () => done())
    })
  navigator.locks.request('vang.live', { signal: stop.signal }, lead).catch(() => {
    // Only an aborted wait ends here: another tab held the lead until this one closed.
  })
  return () => {
    stop.abort()
    tabs.close()
  }
}

function openStream(tell: (news: News) => void, stop: AbortSignal, failures = 0) {
  if (stop.aborted) return
  let missed = failures
  const source = new EventSource(`/api/live${heard ? `?since=${encodeURIComponent(heard)}` : ''}`)
  const close = () => source.close()
  stop.addEventListener('abort', close)
  source.onopen = () => {
    if (missed > 0) tell({ type: 'reconnected' })
    missed = 0
  }
  source.addEventListener('missed', ({ lastEventId }) => tell({ type: 'missed', at: lastEventId }))
  source.addEventListener('changed', ({ data, lastEventId }) =>
    tell({ type: 'changed', data: JSON.parse(data), at: lastEventId }),
  )
  source.addEventListener('progress', (event) => tell({ type: 'progress', data: JSON.parse(event.data) }))
  source.onerror = () => {
    close()
    stop.removeEventListener('abort', close)
    missed += 1
    // 1 s, 2 s, 4 s … up to 30 s, spread out so that a restarted server is not met by everyone at once.
    const waitMs = Math.min(30_000, 1000 * 2 ** (missed - 1)) * (0.75 + Math.random() / 2)
    setTimeout(() => openStream(tell, stop, missed), waitMs)
  }
}
