import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { listUnits } from './people.queries.ts'
import { newTeam, newUnit, teamMembers, teamShape, unitShape } from './people.schema.ts'
import { addTeam, addUnit, listTeams, setTeamMembers } from './units.service.ts'

export const unitsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/units',
      allow('session.use', {
        summary: 'The units people belong to',
        tags: ['people'],
        returns: z.object({ units: z.array(unitShape) }),
      }),
      async (c) => c.json({ units: await listUnits(deps.reads) }),
    )
    .post(
      '/units',
      allow('people.edit', { summary: 'Add a unit', tags: ['people'], returns: unitShape }),
      validate('json', newUnit),
      async (c) => c.json(await addUnit(deps, actorOf(c), c.req.valid('json'))),
    )
    .get(
      '/teams',
      allow('areas.read', {
        summary: 'Film teams and who rides with them',
        tags: ['people'],
        returns: z.object({ teams: z.array(teamShape) }),
      }),
      async (c) => c.json({ teams: await listTeams(deps.reads) }),
    )
    .post(
      '/teams',
      allow('people.edit', { summary: 'Add a film team', tags: ['people'] }),
      validate('json', newTeam),
      async (c) => c.json(await addTeam(deps, actorOf(c), c.req.valid('json'))),
    )
    .put(
      '/teams/:id/members',
      allow('people.edit', { summary: 'Say who rides with a team', tags: ['people'] }),
      byId,
      validate('json', teamMembers),
      async (c) => {
        const { personIds } = c.req.valid('json')
        await setTeamMembers(deps, actorOf(c), { teamId: c.req.valid('param').id, personIds })
        return c.json({ saved: true })
      },
    )
