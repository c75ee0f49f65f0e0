import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { addRemark, resolveRemark } from './remarks.service.ts'
import {
  approvalWithdrawal,
  decisionInput,
  decisionShape,
  remarkInput,
  remarkShape,
  resolution,
  submission,
} from './review.schema.ts'
import { decide, submitVersion, withdrawApproval, withdrawSubmission } from './review.service.ts'
import { reviewQueue, reviewRoom } from './room.service.ts'

const tags = ['review']
const submitted = z.object({ submitted: z.boolean() })
const versionId = z.object({ versionId: z.string() })

export const reviewRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post(
      '/versions/:id/submit',
      allow('review.submit', { summary: 'Submit a version for approval', tags, returns: submitted }),
      byId,
      validate('json', submission),
      async (c) => {
        await submitVersion(deps, actorOf(c), { versionId: c.req.valid('param').id, ...c.req.valid('json') })
        return c.json({ submitted: true })
      },
    )
    .delete(
      '/versions/:id/submission',
      allow('review.submit', { summary: 'Take a submission back', tags, returns: submitted }),
      byId,
      async (c) => {
        await withdrawSubmission(deps, actorOf(c), { versionId: c.req.valid('param').id })
        return c.json({ submitted: false })
      },
    )
    .post(
      '/versions/:id/remarks',
      allow('review.remark', { summary: 'Say something at a place in time', tags, returns: remarkShape }),
      byId,
      validate('json', remarkInput),
      async (c) => {
        const input = { versionId: c.req.valid('param').id, remark: c.req.valid('json') }
        return c.json(await addRemark(deps, actorOf(c), input), 201)
      },
    )
    .post(
      '/remarks/:id/resolve',
      allow('review.remark', {
        summary: 'Mark a remark as dealt with, or open it again',
        tags,
        returns: remarkShape,
      }),
      byId,
      validate('json', resolution),
      async (c) => {
        const input = { remarkId: c.req.valid('param').id, resolved: c.req.valid('json').resolved }
        return c.json(await resolveRemark(deps, actorOf(c), input))
      },
    )
    .get(
      '/review',
      allow('review.read', { summary: 'What is in review, and who holds it since when', tags }),
      async (c) => c.json({ items: await reviewQueue(deps.reads, actorOf(c)) }),
    )
    .get(
      '/review/:versionId',
      allow('review.read', { summary: 'One version with all that a decision needs', tags }),
      validate('param', versionId),
      async (c) => c.json(await reviewRoom(deps.reads, actorOf(c), c.req.valid('param').versionId)),
    )
    .post(
      '/review/:versionId/withdrawal',
      allow('review.decide', {
        summary: 'Take an approval back: from now on nothing with this recording may be heard or aired',
        tags,
        returns: z.object({ withdrawn: z.boolean() }),
      }),
      validate('param', versionId),
      validate('json', approvalWithdrawal),
      async (c) => {
        await withdrawApproval(deps, actorOf(c), { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json({ withdrawn: true })
      },
    )
    .post(
      '/review/:versionId/decision',
      allow('review.decide', {
        summary: 'Approve, ask for changes, or reject',
        tags,
        returns: decisionShape,
      }),
      validate('param', versionId),
      validate('json', decisionInput),
      async (c) => {
        const input = { versionId: c.req.valid('param').versionId, ...c.req.valid('json') }
        return c.json(await decide(deps, actorOf(c), input), 201)
      },
    )
