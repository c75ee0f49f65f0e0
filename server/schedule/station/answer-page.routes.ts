import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { linkDoor } from '../../http/link-door.ts'
import { linkKey } from '../../http/link-token.ts'
import { allow, validate } from '../../http/route.ts'
import { channelById } from '../channels.queries.ts'
import { answersByLink } from './answers.schema.ts'
import { answeredOn, answerSlots } from './answers.service.ts'
import type { ScheduleLink } from './links.queries.ts'
import { noteAnswered, openedSchedule } from './links.service.ts'

const tags = ['station link']
const byToken = validate('param', z.object({ token: z.string().max(200) }))
const mostAnswersAnHour = 60

/** What whoever has a link may see and do: the slots we asked about on some days, and to answer. Nothing here knows an account. */
export const answerPageRoutes = (deps: Deps, secret: string) => {
  const key = linkKey(secret, 'schedule')
  const door = linkDoor(deps.config, (token) => openedSchedule(deps, key, token), mostAnswersAnHour)
  const page = async (link: ScheduleLink) => {
    const channel = found(await channelById(deps.reads, link.channelId))
    const slots = await answeredOn(deps.reads, link.channelId, link.days, true)
    return {
      channelName: channel.name,
      sender: link.createdBy,
      recipient: link.recipient,
      expiresAt: link.expiresAt,
      days: link.days,
      // What we wrote among ourselves, and who among us wrote it, is not the station's to read.
      slots: slots.map(
        ({ slotId, day, startsAt, billedAt, durationMs, title, run, answer, movedTo, history }) => {
          const byLink = history.find(({ way }) => way === 'link')
          return {
            ...{ slotId, day, startsAt, billedAt, durationMs, title, run, answer, movedTo },
            said: byLink ? { name: byLink.saidBy, note: byLink.note, at: byLink.at } : null,
          }
        },
      ),
    }
  }
  return new Hono<Env>()
    .get(
      '/schedule-answers/:token',
      allow('public', { summary: 'What a link asks the station', tags }),
      byToken,
      async (c) => c.json(await page(await door.open(c, c.req.valid('param').token))),
    )
    .post(
      '/schedule-answers/:token',
      allow('public', { summary: 'The station’s own answers', tags }),
      byToken,
      validate('json', answersByLink),
      async (c) => {
        const link = await door.open(c, c.req.valid('param').token)
        door.answering(link.id)
        const { name, answers } = c.req.valid('json')
        const teller = { way: 'link' as const, linkId: link.id, name, days: link.days }
        await answerSlots(deps, teller, link.channelId, answers)
        await noteAnswered(deps, link)
        return c.json(await page(link))
      },
    )
}
