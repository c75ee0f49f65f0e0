import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'

/** What open pages are told. It names what changed, never what it says: pages fetch that with their own permission. */
export type LiveMessage =
  | { type: 'changed'; subject: string; id: string }
  | {
      type: 'progress'
      jobId: string
      kind: string
      subjectId: string
      fraction: number
      etaMs: number | null
      message: string | null
    }

/** A piece of news, and where the news stand with it. */
export interface News {
  message: LiveMessage
  position: string
}

export interface Live {
  send(message: LiveMessage): void
  listen(listener: (news: News) => void): () => void
  /** Where the news stand: whoever reads something now has missed none of it from before. */
  position(): string
  /** What has changed since a position, each subject once; null where the position is not of this run of the server. */
  since(position: string): News[] | null
}

/** Within the server process; the worker's messages arrive over its own channel and are sent on here. */
export function createLive(): Live {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  const run = randomUUID()
  let count = 0
  const position = (at = count) => `${run} ${at}`
  /** The latest change of each subject, the latest of all last. */
  const changes = new Map<string, { message: LiveMessage; at: number }>()
  return {
    send: (message) => {
      if (message.type === 'changed') {
        count += 1
        changes.delete(message.subject)
        changes.set(message.subject, { message, at: count })
      }
      emitter.emit('news', { message, position: position() } satisfies News)
    },
    listen: (listener) => {
      emitter.on('news', listener)
      return () => emitter.off('news', listener)
    },
    position: () => position(),
    since: (known) => {
      const [knownRun, at] = known.split(' ')
      if (knownRun !== run) return null
      return [...changes.values()]
        .filter((change) => change.at > Number(at))
        .map((change) => ({ message: change.message, position: position(change.at) }))
    },
  }
}
