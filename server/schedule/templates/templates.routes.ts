import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { channelById } from '../channels.queries.ts'
import { copyWeek } from '../many-slots.service.ts'
import { day } from '../schedule.schema.ts'
import { ghostOf, layWeekFromTemplate } from './lay-week.service.ts'
import { layOccasion, occasionsOf, previewOccasion } from './occasions.service.ts'
import { templateRowsOf } from './templates.queries.ts'
import {
  newTemplateRow,
  occasionQuery,
  templateRowEdit,
  templateRowSeen,
  weekCopy,
  weekToTemplate,
} from './templates.schema.ts'
import {
  addTemplateRow,
  editTemplateRow,
  removeTemplateRow,
  saveWeekAsTemplate,
} from './templates.service.ts'

const tags = ['schedule']
const from = z.object({ from: day })
const occasionParam = z.object({ id: z.string().max(64), key: z.string().max(64) })

/** The weekly grid of a channel, and whatever lays many slots at once from what once stood. */
export const templatesRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/channels/:id/templates',
      allow('schedule.read', { summary: 'The rows of a channel’s weekly grid (khung chương trình)', tags }),
      byId,
      async (c) => {
        const channel = found(await channelById(deps.reads, c.req.valid('param').id))
        return c.json({ channel, rows: await templateRowsOf(deps.reads, channel.id) })
      },
    )
    .post(
      '/channels/:id/templates',
      allow('schedule.edit', { summary: 'Add a row to the weekly grid, or put one back', tags }),
      byId,
      validate('json', newTemplateRow),
      async (c) => {
        const row = await addTemplateRow(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json'))
        return c.json({ row }, 201)
      },
    )
    .post(
      '/channels/:id/templates/from-week',
      allow('schedule.edit', { summary: 'Read the weekly grid off a week as it stands', tags }),
      byId,
      validate('json', weekToTemplate),
      async (c) => {
        const input = { channelId: c.req.valid('param').id, ...c.req.valid('json') }
        return c.json({ rows: await saveWeekAsTemplate(deps, actorOf(c), input) }, 201)
      },
    )
    .patch(
      '/templates/:id',
      allow('schedule.edit', { summary: 'Change a row of the weekly grid', tags }),
      byId,
      validate('json', templateRowEdit),
      async (c) =>
        c.json({
          row: await editTemplateRow(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json')),
        }),
    )
    .delete(
      '/templates/:id',
      allow('schedule.edit', { summary: 'Take a row out of the weekly grid', tags }),
      byId,
      validate('query', templateRowSeen),
      async (c) => {
        const { revision } = c.req.valid('query')
        return c.json({
          removed: await removeTemplateRow(deps, actorOf(c), c.req.valid('param').id, revision),
        })
      },
    )
    .post(
      '/channels/:id/weeks/lay',
      allow('schedule.edit', { summary: 'Lay what the weekly grid asks for and a week lacks', tags }),
      byId,
      validate('json', from),
      async (c) => {
        const input = { channelId: c.req.valid('param').id, ...c.req.valid('json') }
        return c.json(await layWeekFromTemplate(deps, actorOf(c), input), 201)
      },
    )
    .post(
      '/channels/:id/weeks/copy',
      allow('schedule.edit', { summary: 'Lay a week’s slots again on other weeks', tags }),
      byId,
      validate('json', weekCopy),
      async (c) => {
        const input = { channelId: c.req.valid('param').id, ...c.req.valid('json') }
        return c.json({ slots: await copyWeek(deps, actorOf(c), input) }, 201)
      },
    )
    .get(
      '/channels/:id/ghost',
      allow('schedule.read', {
        summary: 'The slots of the week before, and the places the grid keeps',
        tags,
      }),
      byId,
      validate('query', from),
      async (c) => c.json(await ghostOf(deps.reads, c.req.valid('param').id, c.req.valid('query').from)),
    )
    .get(
      '/channels/:id/occasions',
      allow('schedule.read', {
        summary: 'The occasions of a year, and what was planned for them last year',
        tags,
      }),
      byId,
      validate('query', occasionQuery.pick({ year: true })),
      async (c) => {
        const { year } = c.req.valid('query')
        const id = c.req.valid('param').id
        return c.json({ occasions: await occasionsOf(deps.reads, id, year, c.get('language')) })
      },
    )
    .get(
      '/channels/:id/occasions/:key',
      allow('schedule.read', { summary: 'Last year’s plan of an occasion, on this year’s dates', tags }),
      validate('param', occasionParam),
      validate('query', occasionQuery),
      async (c) => {
        const { id, key } = c.req.valid('param')
        return c.json(await previewOccasion(deps.reads, { channelId: id, key, ...c.req.valid('query') }))
      },
    )
    .post(
      '/channels/:id/occasions/:key',
      allow('schedule.edit', { summary: 'Lay last year’s plan of an occasion on this year’s dates', tags }),
      validate('param', occasionParam),
      validate('json', occasionQuery),
      async (c) => {
        const { id, key } = c.req.valid('param')
        const asked = { channelId: id, key, ...c.req.valid('json') }
        return c.json(await layOccasion(deps, actorOf(c), asked), 201)
      },
    )
