import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { linkDoor } from '../../http/link-door.ts'
import { linkKey } from '../../http/link-token.ts'
import { type Ranged, serveRanged } from '../../http/range.ts'
import { allow, validate } from '../../http/route.ts'
import { answerDelivery, answersOf } from '../answers.service.ts'
import { answerByLink, deliveryStanding } from '../delivery.schema.ts'
import { shownFile } from '../delivery.shown.ts'
import { sayPreset } from '../delivery.words.ts'
import { fileRanged, folderRanged } from '../folder.service.ts'
import type { Link } from './links.queries.ts'
import { notedOn, opened } from './links.service.ts'

const tags = ['delivery link']
const tokenParam = z.object({ token: z.string().max(200) })
const byToken = validate('param', tokenParam)
const byFile = validate('param', tokenParam.extend({ name: z.string().max(300) }))

/** What whoever has a link may see and do: one folder, and to answer on it. Nothing here knows an account. */
export const linksRoutes = (deps: Deps, secret: string) => {
  const key = linkKey(secret, 'delivery')
  const door = linkDoor(deps.config, (token) => opened(deps, key, token))
  const serve = (c: Context<Env>, link: Link, ranged: Ranged) =>
    serveRanged(
      c,
      notedOn(deps, link, ranged, (error) => c.get('log').error({ err: error }, 'a download was not noted')),
    )

  return new Hono<Env>()
    .get('/links/:token', allow('public', { summary: 'What a link opens', tags }), byToken, async (c) => {
      const { link, leaving } = await door.open(c, c.req.valid('param').token)
      const { delivery, version, files } = leaving
      const said = await answersOf(deps.reads, [delivery.id])
      return c.json({
        title: version.workTitle,
        presetName: sayPreset(c.get('language'), delivery.preset),
        durationMs: delivery.file?.record.durationMs ?? null,
        folderName: delivery.folderName,
        sender: link.createdBy,
        recipient: link.recipient,
        expiresAt: link.expiresAt,
        files: files.map(shownFile),
        zipSizeBytes: folderRanged(deps, leaving).sizeBytes,
        answer: said[0] ? { taken: said[0].taken, why: said[0].why, at: said[0].at } : null,
      })
    })
    .get(
      '/links/:token/files/:name',
      allow('public', { summary: 'One file by a link (Range, If-Range)', tags }),
      byFile,
      async (c) => {
        const { token, name } = c.req.valid('param')
        const { link, leaving } = await door.open(c, token)
        // A name that is not in this folder is no wrong token.
        return serve(c, link, fileRanged(deps, leaving, name))
      },
    )
    .get(
      '/links/:token/zip',
      allow('public', { summary: 'The whole folder by a link as a ZIP (Range, If-Range)', tags }),
      byToken,
      async (c) => {
        const { link, leaving } = await door.open(c, c.req.valid('param').token)
        return serve(c, link, folderRanged(deps, leaving))
      },
    )
    .post(
      '/links/:token/answer',
      allow('public', { summary: 'The station’s own answer', tags, returns: deliveryStanding }),
      byToken,
      validate('json', answerByLink),
      async (c) => {
        const { link, leaving } = await door.open(c, c.req.valid('param').token)
        door.answering(link.id)
        const { name, ...answer } = c.req.valid('json')
        const { id } = leaving.delivery
        const { state } = await answerDelivery(deps, { linkId: link.id, name }, { id, ...answer })
        return c.json({ id, state })
      },
    )
}
