import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { linkDoor } from '../../http/link-door.ts'
import { linkKey } from '../../http/link-token.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { originOf } from '../../http/security.ts'
import { feedPath, openFeed, renewFeed } from './feed.service.ts'
import { calendarText } from './week-ics.ts'

const tags = ['schedule']
const feed = z.object({ address: z.string() })
const byToken = validate(
  'param',
  z.object({ token: z.string().max(100), file: z.string().regex(/^[\w-]{1,64}\.ics$/) }),
)

/** The calendar that phones and offices subscribe to: its address is the key to it. */
export const feedsRoutes = (deps: Deps, secret: string) => {
  const key = linkKey(secret, 'feed')
  const door = linkDoor(deps.config, (asked) => {
    const [token = '', channelId = ''] = asked.split('/')
    return openFeed(deps, { key, channelId, token })
  })
  return new Hono<Env>()
    .get(
      '/channels/:id/feed',
      allow('schedule.read', { summary: 'The address of the iCalendar feed', tags, returns: feed }),
      byId,
      async (c) => {
        const path = await feedPath(deps.reads, key, c.req.valid('param').id)
        return c.json({ address: originOf(c, deps.config.publicUrl) + path })
      },
    )
    .post(
      '/channels/:id/feed/renew',
      allow('schedule.edit', {
        summary: 'Give the feed another address; the old one ends',
        tags,
        returns: feed,
      }),
      byId,
      async (c) => {
        const path = await renewFeed(deps, actorOf(c), { key, channelId: c.req.valid('param').id })
        return c.json({ address: originOf(c, deps.config.publicUrl) + path })
      },
    )
    .get(
      '/feeds/:token/:file',
      allow('public', { summary: 'What was published, as iCalendar', tags }),
      byToken,
      async (c) => {
        const { token, file } = c.req.valid('param')
        const calendar = await door.open(c, `${token}/${file.slice(0, -'.ics'.length)}`)
        return c.body(calendarText(c.get('language'), calendar), 200, {
          'content-type': 'text/calendar; charset=utf-8',
          'content-disposition': `inline; filename="${file}"`,
          'cache-control': 'private, max-age=300',
        })
      },
    )
}
