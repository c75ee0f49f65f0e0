import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { allow, byId, validate } from '../../http/route.ts'
import { previewInput } from './imports.schema.ts'
import { previewImport } from './preview.service.ts'

/** A week's table as it was read: what it would change, before anything is. */
export const importsRoutes = (deps: Deps) =>
  new Hono<Env>().post(
    '/channels/:id/import-preview',
    allow('schedule.edit', {
      summary: 'What the rows of a table would do to the draft; /slots/amend takes the changes it answers',
      tags: ['schedule'],
    }),
    byId,
    validate('json', previewInput),
    async (c) => c.json(await previewImport(deps.reads, c.req.valid('param').id, c.req.valid('json'))),
  )
