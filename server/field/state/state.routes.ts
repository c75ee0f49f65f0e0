import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import { deviceOf } from '../../http/device-door.ts'
import type { Env } from '../../http/env.ts'
import { allow, validate } from '../../http/route.ts'
import { fieldState, stateQuery } from './state.schema.ts'
import { fieldStateOf } from './state.service.ts'

export const fieldStateRoutes = (deps: Deps) =>
  new Hono<Env>().get(
    '/field/state',
    allow('device', {
      summary: 'All that a team’s device must know to go out: its packages, places, keys, and whom to call',
      tags: ['field'],
      returns: fieldState,
    }),
    validate('query', stateQuery),
    async (c) => c.json(await fieldStateOf(deps, deviceOf(c), c.req.valid('query'))),
  )
