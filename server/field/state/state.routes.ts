import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import { deviceOf } from '../../http/device-door.ts'
import type { Env } from '../../http/env.ts'
import { allow } from '../../http/route.ts'
import { fieldState } from './state.schema.ts'
import { fieldStateOf } from './state.service.ts'

export const fieldStateRoutes = (deps: Deps) =>
  new Hono<Env>().get(
    '/field/state',
    allow('device', {
      summary: 'All that a team’s device must know to go out: its packages, places, keys, and whom to call',
      tags: ['field'],
      returns: fieldState,
    }),
    async (c) => c.json(await fieldStateOf(deps, deviceOf(c))),
  )
