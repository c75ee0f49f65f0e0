import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { loudspeakerRules } from './limits.queries.ts'
import { loudspeakerRuleEdit, loudspeakerRuleShape, newLoudspeakerRule } from './limits.schema.ts'
import { addLoudspeakerRule, editLoudspeakerRule, withdrawLoudspeakerRule } from './limits.service.ts'

const tags = ['areas']

/** When loudspeakers may speak, by place and by day. */
export const loudspeakerRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/loudspeaker-rules',
      allow('areas.read', {
        summary: 'When loudspeakers may speak, by place',
        tags,
        returns: z.object({ rules: z.array(loudspeakerRuleShape) }),
      }),
      validate('query', z.object({ areaId: z.string().max(64).optional() })),
      async (c) => c.json({ rules: await loudspeakerRules(deps.reads, c.req.valid('query').areaId) }),
    )
    .post(
      '/loudspeaker-rules',
      allow('areas.edit', {
        summary: 'Say from which day a place has which hours and limits',
        tags,
        returns: loudspeakerRuleShape,
      }),
      validate('json', newLoudspeakerRule),
      async (c) => c.json(await addLoudspeakerRule(deps, actorOf(c), c.req.valid('json')), 201),
    )
    .put(
      '/loudspeaker-rules/:id',
      allow('areas.edit', { summary: 'Correct a rule, or end it', tags, returns: loudspeakerRuleShape }),
      byId,
      validate('json', loudspeakerRuleEdit),
      async (c) => {
        const edit = { ...c.req.valid('json'), id: c.req.valid('param').id }
        return c.json(await editLoudspeakerRule(deps, actorOf(c), edit))
      },
    )
    .delete(
      '/loudspeaker-rules/:id',
      allow('areas.edit', { summary: 'Withdraw a rule written by mistake', tags }),
      byId,
      async (c) => {
        await withdrawLoudspeakerRule(deps, actorOf(c), c.req.valid('param').id)
        return c.json({ withdrawn: true })
      },
    )
