import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { copyDay, pasteRows } from './many-slots.service.ts'
import { copyInput, day, newSlot, pasteInput, repeatInput, slotEdit } from './schedule.schema.ts'
import { editSlot, placeSlot, repeatSlot } from './slots.service.ts'

const tags = ['schedule']

/** The draft of a channel: laying, moving, repeating and copying slots; they are taken out by amending it. */
export const slotsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post(
      '/slots',
      allow('schedule.edit', { summary: 'Lay a slot, or put back one that was taken out', tags }),
      validate('json', newSlot),
      async (c) => c.json({ slot: await placeSlot(deps, actorOf(c), c.req.valid('json')) }, 201),
    )
    .post(
      '/slots/paste',
      allow('schedule.edit', { summary: 'Lay title-only rows from pasted text', tags }),
      validate('json', pasteInput),
      async (c) => c.json({ slots: await pasteRows(deps, actorOf(c), c.req.valid('json')) }, 201),
    )
    .patch(
      '/slots/:id',
      allow('schedule.edit', { summary: 'Move or change a slot', tags }),
      byId,
      validate('json', slotEdit),
      async (c) =>
        c.json({ slot: await editSlot(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json')) }),
    )
    .post(
      '/slots/:id/repeats',
      allow('schedule.edit', { summary: 'Lay a repeat of a slot', tags }),
      byId,
      validate('json', repeatInput),
      async (c) =>
        c.json(
          { slot: await repeatSlot(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json')) },
          201,
        ),
    )
    .post(
      '/channels/:id/days/:day/copy',
      allow('schedule.edit', { summary: 'Lay a day’s slots again on other days', tags }),
      validate('param', z.object({ id: z.string(), day })),
      validate('json', copyInput),
      async (c) => {
        const { id, day: from } = c.req.valid('param')
        const { to } = c.req.valid('json')
        return c.json({ slots: await copyDay(deps, actorOf(c), { channelId: id, day: from, to }) }, 201)
      },
    )
