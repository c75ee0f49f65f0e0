import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { deviceOf } from '../../http/device-door.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { hamletShape } from '../hamlets/hamlets.schema.ts'
import { MOST_PHOTO_BYTES } from './photos.rules.ts'
import { assertSeen, keepPhoto } from './photos.ts'
import { copyOfMonthBefore, previewMonth, proposalsFor } from './preview.service.ts'
import {
  monthShape,
  monthText,
  newShowings,
  outcome,
  pastedMonth,
  previewRow,
  sha256Text,
  sheetQuery,
  showingChange,
  showingShape,
} from './showings.schema.ts'
import { addShowings, changeShowing, closeShowing, monthOf, sheetOf } from './showings.service.ts'

const tags = ['showings']
const inMonth = validate('query', z.object({ month: monthText }))
const byHash = validate('param', z.object({ sha256: sha256Text }))
const rowsShape = z.object({ rows: z.array(previewRow) })
const smallPhoto = bodyLimit({
  maxSize: MOST_PHOTO_BYTES,
  onError: () => {
    throw new DomainError('photo_unfit')
  },
})

export const showingsRoutes = (deps: Deps) => {
  const take = async (c: Context<Env>, sha256: string, teamId: string | null) => {
    await keepPhoto(deps, { sha256, bytes: new Uint8Array(await c.req.arrayBuffer()), teamId })
    return c.json({ kept: true })
  }
  return new Hono<Env>()
    .get(
      '/showings',
      allow('trips.read', {
        summary: 'A month of showings and what they come to; a film team sees its own',
        tags,
        returns: monthShape,
      }),
      inMonth,
      async (c) => c.json(await monthOf(deps, actorOf(c), c.req.valid('query').month)),
    )
    .get(
      '/showings/sheet',
      allow('trips.read', {
        summary: 'A team’s showings of some days, for the sheet it takes along',
        tags,
        returns: z.object({ showings: z.array(showingShape) }),
      }),
      validate('query', sheetQuery),
      async (c) => c.json({ showings: await sheetOf(deps, actorOf(c), c.req.valid('query')) }),
    )
    .post(
      '/showings',
      allow('trips.edit', { summary: 'Plan showings: all rows or none', tags }),
      validate('json', newShowings),
      async (c) => c.json(await addShowings(deps, actorOf(c), c.req.valid('json').rows)),
    )
    .post(
      '/showings/paste',
      allow('trips.edit', { summary: 'What a pasted month would add', tags, returns: rowsShape }),
      validate('json', pastedMonth),
      async (c) => c.json({ rows: await previewMonth(deps, c.req.valid('json')) }),
    )
    .get(
      '/showings/copy',
      allow('trips.edit', {
        summary: 'The month before, laid on the same weekdays of this one',
        tags,
        returns: rowsShape,
      }),
      inMonth,
      async (c) => c.json({ rows: await copyOfMonthBefore(deps, c.req.valid('query').month) }),
    )
    .get(
      '/showings/proposals',
      allow('trips.edit', {
        summary: 'Hamlets of a team that were unserved longest',
        tags,
        returns: z.object({ hamlets: z.array(hamletShape) }),
      }),
      validate('query', z.object({ teamId: z.string().max(64), day: z.iso.date() })),
      async (c) => c.json({ hamlets: await proposalsFor(deps, c.req.valid('query')) }),
    )
    .patch(
      '/showings/:id',
      allow('trips.edit', { summary: 'Change a planned showing', tags }),
      byId,
      validate('json', showingChange),
      async (c) =>
        c.json(
          await changeShowing(deps, actorOf(c), { id: c.req.valid('param').id, ...c.req.valid('json') }),
        ),
    )
    .post(
      '/showings/:id/close',
      allow('trips.close', { summary: 'Say what happened: held, or postponed and why', tags }),
      byId,
      validate('json', outcome),
      async (c) => {
        await closeShowing(deps, actorOf(c), { id: c.req.valid('param').id, said: c.req.valid('json') })
        return c.json({ closed: true })
      },
    )
    .put(
      '/photos/:sha256',
      allow('trips.close', { summary: 'A photo of a showing (JPEG, 1 MB at most)', tags }),
      byHash,
      smallPhoto,
      (c) => take(c, c.req.valid('param').sha256, actorOf(c).teamIds[0] ?? null),
    )
    .get(
      '/photos/:sha256',
      allow('trips.read', { summary: 'A photo of a showing', tags }),
      byHash,
      async (c) => {
        const { sha256 } = c.req.valid('param')
        await assertSeen(deps.reads, actorOf(c), sha256)
        const bytes = await new Response(deps.blobs.read(sha256) as unknown as BodyInit).arrayBuffer()
        return c.body(bytes, 200, { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=86400' })
      },
    )
    .put(
      '/field/photos/:sha256',
      allow('device', { summary: 'A photo of a showing, from a team’s device', tags }),
      byHash,
      smallPhoto,
      (c) => take(c, c.req.valid('param').sha256, deviceOf(c).teamId),
    )
}
