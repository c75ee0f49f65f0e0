import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Deps } from '../deps.ts'
import type { Env } from './env.ts'
import type { LiveMessage } from './live.ts'
import { may } from './permissions.rules.ts'
import { actorOf, allow } from './route.ts'

const KEEP_ALIVE_MS = 20_000
/** A reader this far behind is let go; it reconnects and reads everything anew. */
const MOST_WAITING = 1000

/** One stream per browser: what changed, and how far jobs are. */
export const liveRoutes = (deps: Deps) =>
  new Hono<Env>().get(
    '/live',
    allow('session.use', { summary: 'What changes, as it happens (SSE)', tags: ['live'] }),
    (c) => {
      const actor = actorOf(c)
      const seesJobs = may(actor, 'jobs.read')
      c.header('x-accel-buffering', 'no')
      return streamSSE(c, async (stream) => {
        const waiting: LiveMessage[] = []
        let wake = () => {}
        const stop = deps.live.listen((message) => {
          if (message.type === 'progress' && !seesJobs) return
          if (waiting.push(message) > MOST_WAITING) stream.abort()
          wake()
        })
        stream.onAbort(() => {
          stop()
          wake()
        })
        await stream.writeSSE({ event: 'hello', data: '{}' })
        while (!stream.aborted && !stream.closed) {
          for (const { type, ...data } of waiting.splice(0))
            await stream.writeSSE({ event: type, data: JSON.stringify(data) })
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, KEEP_ALIVE_MS)
            wake = () => {
              clearTimeout(timer)
              resolve()
            }
            if (waiting.length > 0) wake()
          })
          if (waiting.length === 0 && !stream.aborted) await stream.writeSSE({ event: 'still', data: '{}' })
        }
        stop()
      })
    },
  )
