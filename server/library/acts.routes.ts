import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { found } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { proposalsFor } from './act-proposals.service.ts'
import { actsBack, newAct, newActs, proposalsAsked } from './acts.schema.ts'
import { actsOf, cutAct, cutActs, takeActsBack } from './acts.service.ts'
import { versionById } from './versions.queries.ts'

const tags = ['library']

export const actsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post(
      '/works/:id/acts',
      allow('library.edit', { summary: 'Cut an act out, or take the sound, as a new work', tags }),
      byId,
      validate('json', newAct),
      async (c) =>
        c.json(
          await cutAct(deps, actorOf(c), { ...c.req.valid('json'), workId: c.req.valid('param').id }),
          201,
        ),
    )
    .post(
      '/works/:id/acts/many',
      allow('library.edit', { summary: 'Cut several acts out at once, with their credits', tags }),
      byId,
      validate('json', newActs),
      async (c) =>
        c.json(
          await cutActs(deps, actorOf(c), { ...c.req.valid('json'), workId: c.req.valid('param').id }),
          201,
        ),
    )
    .post(
      '/works/:id/acts/back',
      allow('library.edit', { summary: 'Withdraw acts that were just made, all or none', tags }),
      byId,
      validate('json', actsBack),
      async (c) =>
        c.json(
          await takeActsBack(deps, actorOf(c), { ...c.req.valid('json'), workId: c.req.valid('param').id }),
        ),
    )
    .get(
      '/versions/:id/acts',
      allow('library.read', { summary: 'The acts of a recording in their order, with credits', tags }),
      byId,
      async (c) => {
        const version = found(await versionById(deps.reads, c.req.valid('param').id))
        return c.json({ acts: await actsOf(deps.reads, version.id) })
      },
    )
    .get(
      '/versions/:id/act-proposals',
      allow('library.read', { summary: 'Where acts probably begin and end, from black and silence', tags }),
      byId,
      validate('query', proposalsAsked),
      async (c) => {
        const version = found(await versionById(deps.reads, c.req.valid('param').id))
        return c.json({ proposals: await proposalsFor(deps, version, c.req.valid('query').leastMs) })
      },
    )
