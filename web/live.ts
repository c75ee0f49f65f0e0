import type { Query } from '@tanstack/react-query'
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
  | { type: 'changed'; data: { subject: string; id?: string } }
  | { type: 'progress'; data: JobProgress }
  | { type: 'reconnected' }

const running = store<ReadonlyMap<string, JobProgress>>(new Map())

/** The latest news of work on a subject (an upload, a version, a package), while there is any. */
export function useJobProgress(subjectId: string | undefined): JobProgress | undefined {
  return [...running.use().values()].findLast((job) => job.subjectId === subjectId)
}

export function useJobProgressById(jobId: string): JobProgress | undefined {
  return running.use().get(jobId)
}

function hear(news: News) {
  if (news.type === 'changed') return queryClient.invalidateQueries(about(news.data.subject))
  if (news.type === 'reconnected') return queryClient.invalidateQueries()
  const jobs = new Map(running.get())
  jobs.delete(news.data.jobId)
  if (news.data.fraction < 1) jobs.set(news.data.jobId, news.data)
  running.set(jobs)
}

// What is read of one subject can change with another: such queries name it in `meta: { also: ['version'] }`.
const about = (subject: string) => ({
  predicate: ({ queryKey, meta }: Query) =>
    queryKey[0] === subject || (Array.isArray(meta?.also) && meta.also.includes(subject)),
})

/** Follows the server for as long as someone is signed in. One stream serves all tabs of the browser. */
export function followServer(): () => void {
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
  const source = new EventSource('/api/live')
  const close = () => source.close()
  stop.addEventListener('abort', close)
  source.onopen = () => {
    if (missed > 0) tell({ type: 'reconnected' })
    missed = 0
  }
  source.addEventListener('changed', (event) => tell({ type: 'changed', data: JSON.parse(event.data) }))
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
