import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { found } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { publicationsOf } from '../publications/publications.service.ts'
import { amendingRoutes } from './amending/amending.routes.ts'
import { channels } from './channels.queries.ts'
import { channelsRoutes } from './channels.routes.ts'
import { editChannel } from './channels.service.ts'
import { told } from './conflicts/told.ts'
import { draftOf, planned } from './draft.ts'
import { exportsRoutes } from './exports/exports.routes.ts'
import { fillingRoutes } from './filling/filling.routes.ts'
import { importsRoutes } from './imports/imports.routes.ts'
import { changesBetween } from './publishing/changes.rules.ts'
import { restoreAsDraft } from './publishing/going-back.service.ts'
import { asDay, daySubject } from './publishing/published-days.ts'
import { publishLater, publishWaiting } from './publishing/publishing.jobs.ts'
import { publishingRoutes } from './publishing/publishing.routes.ts'
import { publishDays } from './publishing/publishing.service.ts'
import { channelEdit, day, publishInput } from './schedule.schema.ts'
import { slotsOn } from './slots.queries.ts'
import { slotsRoutes } from './slots.routes.ts'
import { templatesRoutes } from './templates/templates.routes.ts'
import { weekOf } from './week.service.ts'

const tags = ['schedule']
const channelDay = validate('param', z.object({ id: z.string(), day }))
const number = z.coerce.number().int().min(0)

const publications = async (deps: Deps, channelId: string, of: string) =>
  (await publicationsOf(deps.reads, 'day', daySubject(channelId, of))).map(asDay)

/** Television: channels, their weeks, and what was published of them. */
export const scheduleRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/channels', allow('schedule.read', { summary: 'The channels', tags }), async (c) =>
      c.json({ channels: await channels(deps.reads) }),
    )
    .patch(
      '/channels/:id',
      allow('schedule.edit', { summary: 'Change a channel’s name, deadline or signature block', tags }),
      byId,
      validate('json', channelEdit),
      async (c) =>
        c.json({
          channel: await editChannel(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json')),
        }),
    )
    .get(
      '/channels/:id/week',
      allow('schedule.read', {
        summary: 'The draft of seven days, and how it differs from what is in force',
        tags,
      }),
      byId,
      validate('query', z.object({ from: day })),
      async (c) => {
        const { id } = c.req.valid('param')
        const week = await weekOf(deps.reads, id, c.req.valid('query').from, {
          now: deps.clock.now(),
          has: deps.blobs.has,
        })
        const days = week.days.map((day) => ({ ...day, conflicts: told(c.get('language'), day.conflicts) }))
        return c.json({ ...week, days })
      },
    )
    .post(
      '/channels/:id/publish',
      allow('schedule.publish', { summary: 'Publish days, at once or after a delay', tags }),
      byId,
      validate('json', publishInput),
      async (c) => {
        const { id } = c.req.valid('param')
        const { days, seen, delayMs = 0 } = c.req.valid('json')
        if (delayMs > 0)
          return c.json({
            leaving: await publishLater(deps, actorOf(c), id, { days, seen, delayMs }),
            published: null,
          })
        return c.json({ leaving: null, published: await publishDays(deps, actorOf(c), id, days, seen) })
      },
    )
    .post(
      '/channels/:id/publish/:jobId/now',
      allow('schedule.publish', { summary: 'Let a publication that waits leave at once', tags }),
      validate('param', z.object({ id: z.string(), jobId: z.string() })),
      async (c) => {
        const { id, jobId } = c.req.valid('param')
        return c.json({ published: await publishWaiting(deps, actorOf(c), id, jobId) })
      },
    )
    .get(
      '/channels/:id/days/:day/publications',
      allow('schedule.read', { summary: 'Every publication of a day, the one in force first', tags }),
      channelDay,
      async (c) => {
        const { id, day: of } = c.req.valid('param')
        return c.json({ publications: await publications(deps, id, of) })
      },
    )
    .get(
      '/channels/:id/days/:day/changes',
      allow('schedule.read', {
        summary: 'What differs between two publications of a day; without `to`, from one to the draft',
        tags,
      }),
      channelDay,
      validate('query', z.object({ from: number, to: number.optional() })),
      async (c) => {
        const { id, day: of } = c.req.valid('param')
        const { from, to } = c.req.valid('query')
        const all = await publications(deps, id, of)
        // Number 0 is the empty day before the first publication.
        const plan = (wanted: number) =>
          wanted === 0 ? { day: of, slots: [] } : found(all.find((p) => p.number === wanted)).body
        const draft = async () => ({
          day: of,
          slots: (await draftOf(deps.reads, await slotsOn(deps.reads, id, [of]))).map(planned),
        })
        return c.json({
          changes: changesBetween([plan(from)], [to === undefined ? await draft() : plan(to)]),
        })
      },
    )
    .post(
      '/publications/:id/restore-as-draft',
      allow('schedule.edit', { summary: 'Lay the draft of a day as it was once published', tags }),
      byId,
      async (c) => c.json({ slots: await restoreAsDraft(deps, actorOf(c), c.req.valid('param').id) }),
    )
    .route('/', amendingRoutes(deps))
    .route('/', channelsRoutes(deps))
    .route('/', slotsRoutes(deps))
    .route('/', templatesRoutes(deps))
    .route('/', fillingRoutes(deps))
    .route('/', publishingRoutes(deps))
    .route('/', importsRoutes(deps))
    .route('/', exportsRoutes(deps))
