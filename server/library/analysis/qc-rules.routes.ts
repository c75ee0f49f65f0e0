import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, validate } from '../../http/route.ts'
import { qcRules, severitiesChange } from './severities.schema.ts'
import { changeSeverities, qcRulesNow } from './severities.service.ts'

const tags = ['library']

export const qcRulesRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/qc-rules',
      allow('library.read', {
        summary: 'What an analysis looks for, and how grave it is',
        tags,
        returns: qcRules,
      }),
      async (c) => c.json(await qcRulesNow(deps.reads, c.get('language'))),
    )
    .put(
      '/qc-rules',
      allow('library.rules', { summary: 'Say how grave each finding is', tags, returns: qcRules }),
      validate('json', severitiesChange),
      async (c) => {
        await changeSeverities(deps, actorOf(c), c.req.valid('json'))
        return c.json(await qcRulesNow(deps.db, c.get('language')))
      },
    )
