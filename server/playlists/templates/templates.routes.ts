import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { playlistSchema } from '../playlists.schema.ts'
import { applyTemplate } from '../playlists.service.ts'
import { listTemplates } from './templates.queries.ts'
import { newTemplate, templateEdit, templateShape } from './templates.schema.ts'
import { editTemplate, restoreTemplate, saveTemplate, withdrawTemplate } from './templates.service.ts'

const tags = ['playlists']
const applied = z.object({ templateId: z.string().max(64), revision: z.int().min(1) })

/** Evenings kept under a name, for lists to begin from. */
export const eveningTemplatesRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/evening-templates',
      allow('playlists.read', {
        summary: 'Templates of an evening',
        tags,
        returns: z.object({ templates: z.array(templateShape) }),
      }),
      async (c) => c.json({ templates: await listTemplates(deps.reads) }),
    )
    .post(
      '/evening-templates',
      allow('playlists.edit', { summary: 'Keep an evening under a name', tags, returns: templateShape }),
      validate('json', newTemplate),
      async (c) => c.json(await saveTemplate(deps, actorOf(c), c.req.valid('json')), 201),
    )
    .put(
      '/evening-templates/:id',
      allow('playlists.edit', { summary: 'Replace a template', tags, returns: templateShape }),
      byId,
      validate('json', templateEdit),
      async (c) => {
        const edit = { ...c.req.valid('json'), id: c.req.valid('param').id }
        return c.json(await editTemplate(deps, actorOf(c), edit))
      },
    )
    .delete(
      '/evening-templates/:id',
      allow('playlists.edit', { summary: 'Withdraw a template', tags }),
      byId,
      async (c) => {
        await withdrawTemplate(deps, actorOf(c), c.req.valid('param').id)
        return c.json({ withdrawn: true })
      },
    )
    .post(
      '/evening-templates/:id/restore',
      allow('playlists.edit', {
        summary: 'Take the withdrawal of a template back',
        tags,
        returns: templateShape,
      }),
      byId,
      async (c) => c.json(await restoreTemplate(deps, actorOf(c), c.req.valid('param').id)),
    )
    .post(
      '/playlists/:id/apply-template',
      allow('playlists.edit', {
        summary: 'Put a template’s evening in the place of a list’s own',
        tags,
        returns: playlistSchema,
      }),
      byId,
      validate('json', applied),
      async (c) => {
        const asked = { ...c.req.valid('json'), id: c.req.valid('param').id }
        return c.json(await applyTemplate(deps, actorOf(c), asked))
      },
    )
