import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { rightInput } from './rights.schema.ts'
import { removeRight, rightsOf, writeRight } from './rights.service.ts'

const tags = ['library']
const oneRight = validate('param', z.object({ id: z.string(), rightId: z.string() }))

/** What works may be used for, when, and how often. */
export const rightsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/works/:id/rights',
      allow('library.read', { summary: 'The licences of a work', tags }),
      byId,
      async (c) => c.json({ rights: await rightsOf(deps.reads, [c.req.valid('param').id]) }),
    )
    .post(
      '/works/:id/rights',
      allow('library.rights', { summary: 'Write a licence down', tags }),
      byId,
      validate('json', rightInput),
      async (c) => {
        const { id: workId } = c.req.valid('param')
        return c.json({ right: await writeRight(deps, actorOf(c), { ...c.req.valid('json'), workId }) }, 201)
      },
    )
    .put(
      '/works/:id/rights/:rightId',
      allow('library.rights', { summary: 'Write a licence anew', tags }),
      oneRight,
      validate('json', rightInput),
      async (c) => {
        const { id: workId, rightId: id } = c.req.valid('param')
        return c.json({ right: await writeRight(deps, actorOf(c), { ...c.req.valid('json'), workId, id }) })
      },
    )
    .delete(
      '/works/:id/rights/:rightId',
      allow('library.rights', { summary: 'Take a licence out', tags }),
      oneRight,
      async (c) => {
        const { id: workId, rightId: id } = c.req.valid('param')
        return c.json(await removeRight(deps, actorOf(c), { workId, id }))
      },
    )
