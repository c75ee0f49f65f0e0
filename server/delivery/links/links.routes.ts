import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { clientAddress, lockOutKey } from '../../http/client-address.ts'
import type { Env } from '../../http/env.ts'
import { type Ranged, serveRanged } from '../../http/range.ts'
import { allow, validate } from '../../http/route.ts'
import { paceKeeper } from '../../http/too-often.ts'
import { answerDelivery, answersOf } from '../answers.service.ts'
import { answerByLink, deliveryStanding } from '../delivery.schema.ts'
import { shownFile } from '../delivery.shown.ts'
import { sayPreset } from '../delivery.words.ts'
import { fileRanged, folderRanged } from '../folder.service.ts'
import { linkKey } from './link-token.ts'
import { notedOn, opened } from './links.service.ts'

const tags = ['delivery link']
const tokenParam = z.object({ token: z.string().max(200) })
const byToken = validate('param', tokenParam)
const byFile = validate('param', tokenParam.extend({ name: z.string().max(300) }))
const minuteMs = 60_000

/** What whoever has a link may see and do: one folder, and to answer on it. Nothing here knows an account. */
export const linksRoutes = (deps: Deps, secret: string) => {
  const key = linkKey(secret)
  const wrongTokens = paceKeeper({ most: 20, withinMs: 10 * minuteMs })
  const answers = paceKeeper({ most: 10, withinMs: 60 * minuteMs })

  /** A token that is none of ours counts against whoever tries it; one of ours is never kept waiting for that. */
  const open = async (c: Context<Env>, token: string) => {
    const from = lockOutKey(clientAddress(c, deps.config.trustedProxies))
    try {
      return await opened(deps, key, token)
    } catch (error) {
      if (error instanceof DomainError && error.code === 'not_found') {
        wrongTokens.check(from)
        wrongTokens.note(from)
      }
      throw error
    }
  }
  const serve = (c: Context<Env>, link: Awaited<ReturnType<typeof open>>['link'], ranged: Ranged) =>
    serveRanged(
      c,
      notedOn(deps, link, ranged, (error) => c.get('log').error({ err: error }, 'a download was not noted')),
    )

  return new Hono<Env>()
    .get('/links/:token', allow('public', { summary: 'What a link opens', tags }), byToken, async (c) => {
      const { link, leaving } = await open(c, c.req.valid('param').token)
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
        const { link, leaving } = await open(c, token)
        // A name that is not in this folder is no wrong token.
        return serve(c, link, fileRanged(deps, leaving, name))
      },
    )
    .get(
      '/links/:token/zip',
      allow('public', { summary: 'The whole folder by a link as a ZIP (Range, If-Range)', tags }),
      byToken,
      async (c) => {
        const { link, leaving } = await open(c, c.req.valid('param').token)
        return serve(c, link, folderRanged(deps, leaving))
      },
    )
    .post(
      '/links/:token/answer',
      allow('public', { summary: 'The station’s own answer', tags, returns: deliveryStanding }),
      byToken,
      validate('json', answerByLink),
      async (c) => {
        const { link, leaving } = await open(c, c.req.valid('param').token)
        answers.check(link.id)
        answers.note(link.id)
        const { name, ...answer } = c.req.valid('json')
        const { id } = leaving.delivery
        const { state } = await answerDelivery(deps, { linkId: link.id, name }, { id, ...answer })
        return c.json({ id, state })
      },
    )
}
