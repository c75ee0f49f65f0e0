import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, validate } from '../../http/route.ts'
import { told } from '../conflicts/told.ts'
import { amendment } from './amending.schema.ts'
import { amend } from './amending.service.ts'

/** Several changes to a draft in one step, and what takes them back. */
export const amendingRoutes = (deps: Deps) =>
  new Hono<Env>().post(
    '/slots/amend',
    allow('schedule.edit', {
      summary: 'Lay, change and take out slots in one step; answers what takes it back',
      tags: ['schedule'],
    }),
    validate('json', amendment),
    async (c) => {
      const amended = await amend(deps, actorOf(c), c.req.valid('json'))
      return c.json({ ...amended, conflicts: told(c.get('language'), amended.conflicts) })
    },
  )
