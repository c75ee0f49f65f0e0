import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { linkDoor } from '../../http/link-door.ts'
import { linkKey } from '../../http/link-token.ts'
import { serveRanged } from '../../http/range.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { originOf } from '../../http/security.ts'
import { linksTo } from './clips.queries.ts'
import { clipLink, clipLinkMade, newClipLink, openedClip as openedShape } from './clips.schema.ts'
import {
  assertMayShare,
  clipRanged,
  createClipLink,
  mayBeHeard,
  openedClip,
  revokeClipLink,
  shownClip,
} from './clips.service.ts'

const tags = ['clip link']
const byToken = validate('param', z.object({ token: z.string().max(200) }))

/** One approved clip for whoever has its link, so that nobody sends another file by another way. */
export const clipsRoutes = (deps: Deps, secret: string) => {
  const key = linkKey(secret, 'clip')
  const door = linkDoor(deps.config, (token) => openedClip(deps, key, token))
  return new Hono<Env>()
    .get(
      '/versions/:id/clip-links',
      allow('packages.share', {
        summary: 'Who was given a link to this recording, the latest first',
        tags,
        returns: z.object({ approved: z.boolean(), links: z.array(clipLink) }),
      }),
      byId,
      async (c) => {
        const { id } = c.req.valid('param')
        await assertMayShare(deps, actorOf(c), id)
        const links = await linksTo(deps.reads, id)
        const approved = await mayBeHeard(deps, id)
        return c.json({
          approved,
          links: links.map(({ versionId: _, contentId: __, madeBy: ___, ...shown }) => shown),
        })
      },
    )
    .post(
      '/versions/:id/clip-links',
      allow('packages.share', {
        summary: 'Give somebody without an account a link to one approved recording, for a week at most',
        tags,
        returns: clipLinkMade,
      }),
      byId,
      validate('json', newClipLink),
      async (c) => {
        const input = { versionId: c.req.valid('param').id, ...c.req.valid('json'), key }
        const { id, token, expiresAt } = await createClipLink(deps, actorOf(c), input)
        return c.json({ id, url: `${originOf(c, deps.config.publicUrl)}/nghe/${token}`, expiresAt }, 201)
      },
    )
    .post(
      '/clip-links/:id/revoke',
      allow('packages.share', {
        summary: 'Take a link back',
        tags,
        returns: z.object({ revoked: z.boolean() }),
      }),
      byId,
      async (c) => {
        await revokeClipLink(deps, actorOf(c), c.req.valid('param').id)
        return c.json({ revoked: true })
      },
    )
    .get(
      '/clips/:token',
      allow('public', { summary: 'What a link opens', tags, returns: openedShape }),
      byToken,
      async (c) => c.json(await shownClip(deps, await door.open(c, c.req.valid('param').token))),
    )
    .get(
      '/clips/:token/sound',
      allow('public', { summary: 'The sound by a link (Range, If-Range)', tags }),
      byToken,
      async (c) => {
        const opened = await door.open(c, c.req.valid('param').token)
        const onError = (error: unknown) => c.get('log').error({ err: error }, 'a download was not noted')
        return serveRanged(c, await clipRanged(deps, opened, onError))
      },
    )
}
