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

export interface Live {
  send(message: LiveMessage): void
  listen(listener: (message: LiveMessage) => void): () => void
}

/** Within the server process; the worker's messages arrive over its own channel and are sent on here. */
export function createLive(): Live {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  return {
    send: (message) => {
      emitter.emit('message', message)
    },
    listen: (listener) => {
      emitter.on('message', listener)
      return () => emitter.off('message', listener)
    },
  }
}
