import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { logsOf, quarantineOf, releaseLogs } from './quarantine.service.ts'

const tags = ['logs']
const releasing = z.object({
  reason: z.string().trim().min(2).max(300),
  upTo: z.int().positive().optional(),
})

export const quarantineRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/device-logs',
      allow('devices.read', { summary: 'How far each device’s log is held', tags }),
      async (c) => {
        const actor = actorOf(c)
        const teamIds = actor.role === 'film_team' ? actor.teamIds : undefined
        return c.json({ logs: await logsOf(deps.reads, teamIds) })
      },
    )
    .get(
      '/device-logs/:id/quarantine',
      allow('logs.release', { summary: 'What a revoked device sent and nobody has let in', tags }),
      byId,
      async (c) => c.json({ events: await quarantineOf(deps.reads, c.req.valid('param').id) }),
    )
    .post(
      '/device-logs/:id/release',
      allow('logs.release', { summary: 'Let in what a revoked device sent (500 events at most)', tags }),
      byId,
      validate('json', releasing),
      async (c) =>
        c.json(
          await releaseLogs(deps, actorOf(c), { deviceId: c.req.valid('param').id, ...c.req.valid('json') }),
        ),
    )
