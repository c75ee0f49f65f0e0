import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { found } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { historyOf } from './history.queries.ts'
import { scriptChange, scriptParam } from './scripts.schema.ts'
import { scriptsOf, writeScript } from './scripts.service.ts'
import { describeSources } from './sources.queries.ts'
import { versionsOf } from './versions.queries.ts'
import { listWorks } from './works.list.ts'
import { workById, worksCutFrom } from './works.queries.ts'
import { newWork, revisionOnly, workChange, workFilter } from './works.schema.ts'
import { createWork, editWork, restoreWork, withdrawWork } from './works.service.ts'

const tags = ['library']

export const worksRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/works',
      allow('library.read', { summary: 'Find works; tones and marks do not matter', tags }),
      validate('query', workFilter),
      async (c) => c.json(await listWorks(deps.reads, c.req.valid('query'))),
    )
    .post(
      '/works',
      allow('library.edit', { summary: 'Name a work before it has a recording', tags }),
      validate('json', newWork),
      async (c) => c.json(await createWork(deps, actorOf(c), c.req.valid('json')), 201),
    )
    .get(
      '/works/:id',
      allow('library.read', { summary: 'One work: versions, texts, acts, where it comes from', tags }),
      byId,
      async (c) => {
        const work = found(await workById(deps.reads, c.req.valid('param').id))
        const acts = await worksCutFrom(deps.reads, work.id)
        const versions = await versionsOf(deps.reads, [work.id, ...acts.map((act) => act.id)])
        const own = versions.filter((version) => version.workId === work.id)
        return c.json({
          work,
          versions: own,
          acts: acts.map((act) => ({ ...act, versions: versions.filter((v) => v.workId === act.id) })),
          scripts: await scriptsOf(deps.reads, work.id),
          sources: await describeSources(deps.reads, [
            ...new Set(own.map((version) => version.sourceSha256)),
          ]),
          history: await historyOf(deps.reads, work.id, own),
        })
      },
    )
    .patch(
      '/works/:id',
      allow('library.edit', { summary: 'Change names, kind and credits', tags }),
      byId,
      validate('json', workChange),
      async (c) =>
        c.json(await editWork(deps, actorOf(c), { ...c.req.valid('json'), id: c.req.valid('param').id })),
    )
    .post(
      '/works/:id/withdraw',
      allow('library.edit', { summary: 'Withdraw a work; history still reads it', tags }),
      byId,
      validate('json', revisionOnly),
      async (c) => {
        await withdrawWork(deps, actorOf(c), { ...c.req.valid('json'), id: c.req.valid('param').id })
        return c.json({ withdrawn: true })
      },
    )
    .post(
      '/works/:id/restore',
      allow('library.edit', { summary: 'Take a withdrawal back', tags }),
      byId,
      async (c) => {
        await restoreWork(deps, actorOf(c), c.req.valid('param').id)
        return c.json({ restored: true })
      },
    )
    .put(
      '/works/:id/scripts/:language',
      allow('library.edit', { summary: 'Write the spoken text of one language', tags }),
      validate('param', scriptParam),
      validate('json', scriptChange),
      async (c) => {
        const { id, language } = c.req.valid('param')
        return c.json(await writeScript(deps, actorOf(c), { ...c.req.valid('json'), workId: id, language }))
      },
    )
