import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { serveRanged } from '../../http/range.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { diskChosen } from '../delivery.schema.ts'
import { sayCopyFailure } from '../delivery.words.ts'
import { leaving } from '../folder.service.ts'
import { copyById } from './copies.queries.ts'
import { drivesForFolder, writeToDisk } from './copies.service.ts'

const tags = ['delivery']

/** Writing a folder to a drive plugged into the server's machine. */
export const disksRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/deliveries/:id/disks',
      allow('delivery.make', { summary: 'Mounted drives, and why one cannot take the folder', tags }),
      byId,
      async (c) => {
        const drives = await drivesForFolder(deps, c.req.valid('param').id)
        return c.json({
          disks: drives.map(({ hindrance, ...drive }) => ({
            ...drive,
            hindrance: hindrance && sayCopyFailure(c.get('language'), hindrance),
          })),
        })
      },
    )
    .post(
      '/deliveries/:id/copies',
      allow('delivery.make', {
        summary: 'Write the folder to a drive and read it back',
        tags,
        returns: z.object({ id: z.string(), state: z.enum(['writing', 'done', 'failed']) }),
      }),
      byId,
      validate('json', diskChosen),
      async (c) => {
        const input = { id: c.req.valid('param').id, ...c.req.valid('json') }
        const { copy, asked } = await writeToDisk(deps, actorOf(c), input)
        return c.json({ id: copy.id, state: copy.state }, asked ? 201 : 200)
      },
    )
    .get(
      '/delivery-copies/:id/minutes.pdf',
      allow('delivery.read', { summary: 'The hand-over minutes of a written disk', tags }),
      byId,
      async (c) => {
        const copy = found(await copyById(deps.reads, c.req.valid('param').id))
        const { minutes } = copy
        if (!minutes) throw new DomainError('delivery_not_ready')
        const { delivery } = await leaving(deps.reads, copy.deliveryId)
        return serveRanged(c, {
          sizeBytes: minutes.sizeBytes,
          etag: minutes.sha256,
          mediaType: 'application/pdf',
          fileName: `${delivery.folderName}_bien-ban.pdf`,
          inline: true,
          read: (start, end) => deps.blobs.read(minutes.sha256, start, end),
        })
      },
    )
