import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { originOf } from '../http/security.ts'
import type { Auth } from './auth.ts'
import { makeCode } from './codes.service.ts'
import { listPeople } from './people.queries.ts'
import { newPerson, personChange, personShape, slipShape } from './people.schema.ts'
import { addPerson, changePerson } from './people.service.ts'
import { slipFor } from './slips.ts'

export const peopleRoutes = (deps: Deps, auth: Auth) =>
  new Hono<Env>()
    .get(
      '/people',
      allow('people.read', {
        summary: 'Everybody with an account',
        tags: ['people'],
        returns: z.object({ people: z.array(personShape) }),
      }),
      async (c) => c.json({ people: await listPeople(deps.reads) }),
    )
    .post(
      '/people',
      allow('people.edit', { summary: 'Add a person, without a password', tags: ['people'] }),
      validate('json', newPerson),
      async (c) => c.json(await addPerson(deps, actorOf(c), c.req.valid('json'))),
    )
    .patch(
      '/people/:id',
      allow('people.edit', {
        summary: 'Change role, unit, phone, languages, or whether active',
        tags: ['people'],
      }),
      byId,
      validate('json', personChange),
      async (c) => {
        await changePerson(deps, actorOf(c), { ...c.req.valid('json'), id: c.req.valid('param').id })
        return c.json({ saved: true })
      },
    )
    .post(
      '/people/:id/code',
      allow('people.edit', {
        summary: 'Make a one-time code, with what a sign-in slip needs',
        tags: ['people'],
        returns: slipShape,
      }),
      byId,
      async (c) => {
        const personId = c.req.valid('param').id
        const made = await makeCode(deps, auth.secret, actorOf(c), { personId })
        return c.json(await slipFor(made, originOf(c, deps.config.publicUrl)))
      },
    )
