import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { allow, byId, validate } from '../../http/route.ts'
import { languagesFilter, libraryLanguagesShape, workLanguagesShape } from './languages.schema.ts'
import { languagesOfLibrary, languagesOfWork } from './languages.service.ts'

const tags = ['library']

export const languagesRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/languages',
      allow('library.read', {
        summary: 'Works against the languages of the province, and where nothing will be understood',
        tags,
        returns: libraryLanguagesShape,
      }),
      validate('query', languagesFilter),
      async (c) => c.json(await languagesOfLibrary(deps.reads, c.req.valid('query'), deps.clock.today())),
    )
    .get(
      '/works/:id/languages',
      allow('library.read', {
        summary: 'One work against the languages: recordings, texts, who may record, what comes next',
        tags,
        returns: workLanguagesShape,
      }),
      byId,
      async (c) => c.json(await languagesOfWork(deps.reads, c.req.valid('param').id, deps.clock.today())),
    )
