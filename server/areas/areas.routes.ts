import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { found } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { areaHistory, listAreas, teamNames } from './areas.queries.ts'
import { areaShape, dateShape, languageOrderEdit, servedTargets, targetRef } from './areas.schema.ts'
import { setServed, teamsServing } from './areas.service.ts'
import { setAreaLanguages } from './languages.service.ts'

const tags = ['areas']
const at = z.object({ at: dateShape.optional() })

export const areasRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/areas',
      allow('areas.read', {
        summary: 'The places in force on a day (today unless said)',
        tags,
        returns: z.object({ at: dateShape, areas: z.array(areaShape) }),
      }),
      validate('query', at),
      async (c) => {
        const day = c.req.valid('query').at ?? deps.clock.today()
        return c.json({ at: day, areas: await listAreas(deps.reads, day) })
      },
    )
    .get(
      '/areas/:id',
      allow('areas.read', { summary: 'One place, what it came from and became', tags }),
      byId,
      async (c) => c.json(found(await areaHistory(deps.reads, c.req.valid('param').id))),
    )
    .get(
      '/teams-serving',
      allow('areas.read', { summary: 'Which teams serve a place or cluster on a day', tags }),
      validate('query', targetRef.extend(at.shape)),
      async (c) => {
        const { at: day = deps.clock.today(), ...target } = c.req.valid('query')
        return c.json({ teams: await teamNames(deps.reads, await teamsServing(deps.reads, target, day)) })
      },
    )
    .put(
      '/areas/:id/languages',
      allow('areas.edit', { summary: 'Change the order of languages of a place', tags }),
      byId,
      validate('json', languageOrderEdit),
      async (c) => {
        const id = c.req.valid('param').id
        await setAreaLanguages(deps, actorOf(c), { ...c.req.valid('json'), id })
        return c.json(found(await areaHistory(deps.reads, id)))
      },
    )
    .put(
      '/teams/:id/serves',
      allow('areas.edit', { summary: 'Say what a team serves from a day on', tags }),
      byId,
      validate('json', servedTargets),
      async (c) => {
        const { targets, from = deps.clock.today() } = c.req.valid('json')
        await setServed(deps, actorOf(c), { teamId: c.req.valid('param').id, targets, from })
        return c.json({ saved: true })
      },
    )
