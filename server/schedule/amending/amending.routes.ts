import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, validate } from '../../http/route.ts'
import { told } from '../conflicts/told.ts'
import { amendment } from './amending.schema.ts'
import { amend } from './amending.service.ts'
import { once } from './once.ts'

/** Several changes to a draft in one step, and what takes them back. */
export const amendingRoutes = (deps: Deps) => {
  const takeOnce = once<Awaited<ReturnType<typeof amend>>>()
  return new Hono<Env>().post(
    '/slots/amend',
    allow('schedule.edit', {
      summary: 'Lay, change and take out slots in one step; answers what takes it back',
      tags: ['schedule'],
    }),
    validate('json', amendment),
    async (c) => {
      const actor = actorOf(c)
      const { step, ...input } = c.req.valid('json')
      const take = () => amend(deps, actor, input)
      const amended = await (step === undefined ? take() : takeOnce(`${actor.id} ${step}`, take))
      return c.json({ ...amended, conflicts: told(c.get('language'), amended.conflicts) })
    },
  )
}
