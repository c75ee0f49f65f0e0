import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, validate } from '../http/route.ts'
import { applyPaste, previewPaste } from './paste.service.ts'
import { pastedTable, pastePreview, pasteResult } from './people.schema.ts'

export const pasteRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post(
      '/people/paste',
      allow('people.edit', {
        summary: 'What a pasted table of people would add, row by row',
        tags: ['people'],
        returns: pastePreview,
      }),
      validate('json', pastedTable),
      async (c) => {
        const { text } = c.req.valid('json')
        return c.json({ rows: await previewPaste(deps.reads, text, c.get('language')) })
      },
    )
    .post(
      '/people/paste/apply',
      allow('people.edit', {
        summary: 'Add every row of a pasted table that has no problem',
        tags: ['people'],
        returns: pasteResult,
      }),
      validate('json', pastedTable),
      async (c) => c.json(await applyPaste(deps, actorOf(c), c.req.valid('json'))),
    )
