import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Env } from './env.ts'
import type { News } from './live.ts'
import { may } from './permissions.rules.ts'
import { actorOf, allow, validate } from './route.ts'

const KEEP_ALIVE_MS = 20_000
/** A reader this far behind is let go; it comes back and is told once of each subject it missed. */
const MOST_WAITING = 1000

/** Up to where the reader has heard: a session's `news`, or the id of the latest event. */
const heard = z.object({ since: z.string().max(80).optional() })

/** One stream per browser: what changed, and how far jobs are. */
export const liveRoutes = (deps: Deps) =>
  new Hono<Env>().get(
    '/live',
    allow('session.use', { summary: 'What changes, as it happens (SSE)', tags: ['live'] }),
    validate('query', heard),
    (c) => {
      const { since } = c.req.valid('query')
      const actor = actorOf(c)
      const seesJobs = may(actor, 'jobs.read')
      c.header('x-accel-buffering', 'no')
      return streamSSE(c, async (stream) => {
        const missed = since === undefined ? [] : deps.live.since(since)
        const waiting: News[] = missed ?? []
        let wake = () => {}
        const stop = deps.live.listen((news) => {
          if (news.message.type === 'progress' && !seesJobs) return
          if (waiting.push(news) > MOST_WAITING) stream.abort()
          wake()
        })
        stream.onAbort(() => {
          stop()
          wake()
        })
        // The server was started anew since: what the reader missed is not known here.
        if (missed === null) await stream.writeSSE({ event: 'missed', data: '{}', id: deps.live.position() })
        else await stream.writeSSE({ event: 'hello', data: '{}' })
        while (!stream.aborted && !stream.closed) {
          for (const { message, position } of waiting.splice(0)) {
            const { type, ...data } = message
            await stream.writeSSE({ event: type, data: JSON.stringify(data), id: position })
          }
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
