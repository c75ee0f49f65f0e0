import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, validate } from '../../http/route.ts'
import { qcRules, stationRulesChange } from './qc-rules.schema.ts'
import { changeStationRules, qcRulesNow } from './qc-rules.service.ts'

const tags = ['library']

export const qcRulesRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/qc-rules',
      allow('library.read', {
        summary: 'What an analysis looks for, how grave it is, and from what length on it is told',
        tags,
        returns: qcRules,
      }),
      async (c) => c.json(await qcRulesNow(deps.reads, c.get('language'))),
    )
    .put(
      '/qc-rules',
      allow('library.rules', {
        summary: 'Say how grave each finding is, and from what length on it is told',
        tags,
        returns: qcRules,
      }),
      validate('json', stationRulesChange),
      async (c) => {
        await changeStationRules(deps, actorOf(c), c.req.valid('json'))
        return c.json(await qcRulesNow(deps.db, c.get('language')))
      },
    )
