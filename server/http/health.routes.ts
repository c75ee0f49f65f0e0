import { Hono } from 'hono'
import { z } from 'zod'
import { isolationReport } from '../../media/sandbox.ts'
import { say } from '../words/words.ts'
import type { Env } from './env.ts'
import { allow } from './route.ts'

const level = z.enum(['full', 'reduced'])

/** For whoever watches the machine from outside: that the server answers, and how files are opened. */
export const healthz = new Hono<Env>().get(
  '/healthz',
  allow('public', {
    summary: 'Whether the server answers, and how well files are kept apart',
    tags: ['health'],
    returns: z.object({ ok: z.literal(true), isolation: level }),
  }),
  async (c) => c.json({ ok: true, isolation: (await isolationReport()).isolation } as const),
)

/** For the administrator: what is weaker here than it should be, and what to do about it. */
export const healthRoutes = new Hono<Env>().get(
  '/health',
  allow('health.read', {
    summary: 'What is weaker on this machine than it should be, and what to do about it',
    tags: ['health'],
    returns: z.object({
      isolation: level,
      sentence: z.string(),
      advice: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  }),
  async (c) => {
    const { isolation, why, detail } = await isolationReport()
    const language = c.get('language')
    return c.json({
      isolation,
      sentence: say(language, `health.isolation_${isolation}`),
      advice: why && say(language, `health.isolation_${why}`),
      detail: detail || null,
    })
  },
)
