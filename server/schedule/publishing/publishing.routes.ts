import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { tickCall } from '../../people/calls.service.ts'
import { day } from '../schedule.schema.ts'
import { editPublishing, publishingOf } from './channel-publishing.service.ts'
import { correctionsOf } from './corrections.queries.ts'
import { readCorrection } from './corrections.service.ts'
import { newerVersions } from './newer-versions.ts'
import { usesOfOlder } from './older-uses.ts'
import { changeUrgently } from './publishing.jobs.ts'
import {
  planDecision,
  publishingEdit,
  replaceInput,
  submissionInput,
  substitutionInput,
  substitutionRule,
  tickInput,
  urgentInput,
} from './publishing.schema.ts'
import { replaceVersion, undoReplacement } from './replacing.service.ts'
import { latestSubmission } from './submissions.queries.ts'
import { decidePlan, readPlan, submitPlan, waitingSubmissions, withdrawPlan } from './submissions.service.ts'
import { substitutionsOf } from './substitutions.queries.ts'
import { previewSubstitution, returnFrom, substitute } from './substitutions.service.ts'

const tags = ['schedule']
const channelDay = validate('param', z.object({ id: z.string().max(64), day }))

/** How plans are approved, changed urgently, substituted and brought up to a newer recording. */
export const publishingRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/channels/:id/publishing',
      allow('schedule.read', {
        summary: 'Whether plans are approved, who is called, and the last plan submitted',
        tags,
      }),
      byId,
      async (c) => {
        const { id } = c.req.valid('param')
        const latest = await latestSubmission(deps.reads, id)
        return c.json({
          ...(await publishingOf(deps.reads, id)),
          latest: latest ? { ...latest, days: latest.days.map(({ body }) => body.day) } : null,
        })
      },
    )
    .patch(
      '/channels/:id/publishing',
      allow('schedule.publish', { summary: 'Set when plans are approved, and who is called', tags }),
      byId,
      validate('json', publishingEdit),
      async (c) =>
        c.json(await editPublishing(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json'))),
    )
    .post(
      '/channels/:id/plans',
      allow('schedule.publish', { summary: 'Submit the changed days to an approver', tags }),
      byId,
      validate('json', submissionInput),
      async (c) =>
        c.json(
          { plan: await submitPlan(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json')) },
          201,
        ),
    )
    .get('/plans', allow('schedule.read', { summary: 'Plans that wait for an approver', tags }), async (c) =>
      c.json({
        plans: (await waitingSubmissions(deps.reads)).map((plan) => ({
          ...plan,
          days: plan.days.map(({ body }) => body.day),
        })),
      }),
    )
    .get(
      '/plans/:id',
      allow('schedule.read', { summary: 'A submitted plan and what it changes', tags }),
      byId,
      async (c) => c.json(await readPlan(deps.reads, actorOf(c), c.req.valid('param').id)),
    )
    .post(
      '/plans/:id/decide',
      allow('schedule.approve', { summary: 'Approve and publish a submitted plan, or return it', tags }),
      byId,
      validate('json', planDecision),
      async (c) => c.json(await decidePlan(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json'))),
    )
    .post(
      '/plans/:id/withdraw',
      allow('schedule.publish', { summary: 'Take a submitted plan back', tags }),
      byId,
      async (c) => c.json({ plan: await withdrawPlan(deps, actorOf(c), c.req.valid('param').id) }),
    )
    .post(
      '/channels/:id/days/:day/urgent',
      allow('schedule.publish', { summary: 'Move rows of a published day and publish it', tags }),
      channelDay,
      validate('json', urgentInput),
      async (c) => {
        const { id, day: of } = c.req.valid('param')
        return c.json(await changeUrgently(deps, actorOf(c), { channelId: id, day: of }, c.req.valid('json')))
      },
    )
    .get(
      '/channels/:id/days/:day/corrections',
      allow('schedule.read', { summary: 'The corrections of a published day', tags }),
      channelDay,
      async (c) => {
        const { id, day: of } = c.req.valid('param')
        return c.json({ corrections: await correctionsOf(deps.reads, id, [of]) })
      },
    )
    .get(
      '/corrections/:id',
      allow('schedule.read', { summary: 'A correction, its message, and who has been told', tags }),
      byId,
      async (c) => c.json(await readCorrection(deps.reads, c.req.valid('param').id, c.get('language'))),
    )
    .put(
      '/corrections/:id/calls/:callId',
      allow('schedule.publish', { summary: 'Tick that somebody was told of a correction', tags }),
      validate('param', z.object({ id: z.string().max(64), callId: z.string().max(64) })),
      validate('json', tickInput),
      async (c) => {
        const { id, callId } = c.req.valid('param')
        const { told } = c.req.valid('json')
        return c.json({
          calls: await tickCall(deps, actorOf(c), { about: { kind: 'correction', id }, callId, told }),
        })
      },
    )
    .get(
      '/channels/:id/substitutions',
      allow('schedule.read', { summary: 'Substitutions of a channel, the latest first', tags }),
      byId,
      async (c) => c.json({ substitutions: await substitutionsOf(deps.reads, c.req.valid('param').id) }),
    )
    .post(
      '/channels/:id/substitutions/preview',
      allow('schedule.publish', { summary: 'Which rows would go by a rule, and what would come', tags }),
      byId,
      validate('json', substitutionRule),
      async (c) =>
        c.json(
          await previewSubstitution(
            deps.reads,
            deps.clock.now(),
            c.req.valid('param').id,
            c.req.valid('json'),
          ),
        ),
    )
    .post(
      '/channels/:id/substitutions',
      allow('schedule.publish', { summary: 'Substitute the reviewed rows and publish', tags }),
      byId,
      validate('json', substitutionInput),
      async (c) =>
        c.json(
          { substitution: await substitute(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json')) },
          201,
        ),
    )
    .post(
      '/substitutions/:id/return',
      allow('schedule.publish', { summary: 'Publish the plan as it was, for what has not aired', tags }),
      byId,
      async (c) => c.json({ substitution: await returnFrom(deps, actorOf(c), c.req.valid('param').id) }),
    )
    .get(
      '/channels/:id/newer-versions',
      allow('schedule.read', { summary: 'Approved versions that older ones still stand in for', tags }),
      byId,
      async (c) =>
        c.json({
          versions: await newerVersions(deps.reads, c.req.valid('param').id, deps.clock.now()),
        }),
    )
    .get(
      '/versions/:id/older-uses',
      allow('schedule.read', { summary: 'Future places that hold an older version of the same work', tags }),
      byId,
      async (c) => c.json(await usesOfOlder(deps.reads, deps.clock.now(), c.req.valid('param').id)),
    )
    .post(
      '/channels/:id/replacements',
      allow('schedule.publish', { summary: 'Let a version take over the ticked places of a channel', tags }),
      byId,
      validate('json', replaceInput),
      async (c) =>
        c.json(await replaceVersion(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json')), 201),
    )
    .post(
      '/replacements/:id/undo',
      allow('schedule.publish', { summary: 'Put the older version back where it stood', tags }),
      byId,
      async (c) => c.json({ published: await undoReplacement(deps, actorOf(c), c.req.valid('param').id) }),
    )
