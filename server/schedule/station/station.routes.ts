import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { linkKey } from '../../http/link-token.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { originOf } from '../../http/security.ts'
import { printAside } from '../../print/print-aside.ts'
import { channelById } from '../channels.queries.ts'
import { weekFrom } from '../schedule.rules.ts'
import { readAnswers } from './answers.rules.ts'
import { answersInput, answersText, daysQuery, newScheduleLink } from './answers.schema.ts'
import { answeredOn, answerSlots, takeStationTime } from './answers.service.ts'
import { scheduleLinksOf } from './links.queries.ts'
import { createScheduleLink, revokeScheduleLink } from './links.service.ts'
import { proposalSlip } from './slip.ts'

const tags = ['station']

/** What the station answered on the draft, how it is asked, and the paper that asks it. */
export const stationRoutes = (deps: Deps, secret: string) => {
  const key = linkKey(secret, 'schedule')
  const slip = async (id: string, days: readonly string[]) => {
    const channel = found(await channelById(deps.reads, id))
    const slots = (await answeredOn(deps.reads, id, days)).filter(
      ({ kind, answer }) => kind === 'work' || answer !== 'none',
    )
    return { channel, days, slots, today: deps.clock.today() }
  }
  return new Hono<Env>()
    .get(
      '/channels/:id/answers',
      allow('schedule.read', {
        summary: 'What the station answered on some days, and the links it has',
        tags,
      }),
      byId,
      validate('query', daysQuery),
      async (c) => {
        const { id } = c.req.valid('param')
        const channel = found(await channelById(deps.reads, id))
        const slots = await answeredOn(deps.reads, id, c.req.valid('query').days)
        return c.json({ channel, slots, links: await scheduleLinksOf(deps.reads, id) })
      },
    )
    .post(
      '/channels/:id/answers',
      allow('schedule.edit', { summary: 'Keep what the station said of slots, one or many', tags }),
      byId,
      validate('json', answersInput),
      async (c) => {
        const { answers, way } = c.req.valid('json')
        await answerSlots(deps, { person: actorOf(c), way }, c.req.valid('param').id, answers)
        return c.json({ kept: answers.length }, 201)
      },
    )
    .post(
      '/channels/:id/answers/read',
      allow('schedule.edit', {
        summary: 'Read pasted answers and show which slot each line speaks of',
        tags,
      }),
      byId,
      validate('json', answersText),
      async (c) => {
        const { from, text } = c.req.valid('json')
        const { id } = c.req.valid('param')
        found(await channelById(deps.reads, id))
        const slots = (await answeredOn(deps.reads, id, weekFrom(from))).map((slot) => ({
          ...slot,
          id: slot.slotId,
        }))
        return c.json({ rows: readAnswers(text, slots, from) })
      },
    )
    .post(
      '/slots/:id/take-station-time',
      allow('schedule.edit', { summary: 'Move a slot in the draft to the hour the station asked for', tags }),
      byId,
      async (c) => {
        await takeStationTime(deps, actorOf(c), c.req.valid('param').id)
        return c.json({ moved: true })
      },
    )
    .get(
      '/channels/:id/slip',
      allow('schedule.read', { summary: 'The request for broadcast of some days, as it is printed', tags }),
      byId,
      validate('query', daysQuery),
      async (c) => c.json(await slip(c.req.valid('param').id, c.req.valid('query').days)),
    )
    .get(
      '/channels/:id/slip.pdf',
      allow('schedule.read', { summary: 'The request for broadcast as PDF', tags }),
      byId,
      validate('query', daysQuery),
      async (c) => {
        const of = await slip(c.req.valid('param').id, c.req.valid('query').days)
        if (of.slots.length === 0) throw new DomainError('not_found')
        const pdf = await printAside(proposalSlip(c.get('language'), of), c.req.raw.signal)
        return c.body(new Uint8Array(pdf), 200, {
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="phieu-de-nghi-${of.days[0]}.pdf"`,
        })
      },
    )
    .post(
      '/channels/:id/links',
      allow('schedule.edit', {
        summary: 'Make a link by which the station answers without an account',
        tags,
      }),
      byId,
      validate('json', newScheduleLink),
      async (c) => {
        const input = { channelId: c.req.valid('param').id, ...c.req.valid('json'), key }
        const { id, token, expiresAt } = await createScheduleLink(deps, actorOf(c), input)
        const url = `${originOf(c, deps.config.publicUrl)}/tra-loi/${token}`
        return c.json({ id, url, expiresAt }, 201)
      },
    )
    .post(
      '/schedule-links/:id/revoke',
      allow('schedule.edit', {
        summary: 'Take a link back',
        tags,
        returns: z.object({ revoked: z.boolean() }),
      }),
      byId,
      async (c) => {
        await revokeScheduleLink(deps, actorOf(c), c.req.valid('param').id)
        return c.json({ revoked: true })
      },
    )
}
