import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { Deps } from '../../deps.ts'
import { deviceOf } from '../../http/device-door.ts'
import type { Env } from '../../http/env.ts'
import { allow, validate } from '../../http/route.ts'
import { fieldHamlets, fieldState, stateQuery } from './state.schema.ts'
import { fieldHamletsOf, fieldStateOf } from './state.service.ts'

export const fieldStateRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/field/state',
      allow('device', {
        summary: 'All that a team’s device must know to go out: its packages, places, keys, and whom to call',
        tags: ['field'],
        returns: fieldState,
      }),
      validate('query', stateQuery),
      compress(),
      async (c) => c.json(await fieldStateOf(deps, deviceOf(c), c.req.valid('query'))),
    )
    .get(
      '/field/hamlets',
      allow('device', {
        summary: 'The hamlets in the places of a device’s team, for a showing that nobody planned',
        tags: ['field'],
        returns: fieldHamlets,
      }),
      compress(),
      async (c) => c.json(await fieldHamletsOf(deps, deviceOf(c))),
    )
