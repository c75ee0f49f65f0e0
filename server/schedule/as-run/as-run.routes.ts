import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { documentsOf } from '../../review/documents.service.ts'
import { day } from '../schedule.schema.ts'
import { airingsOf } from './as-run.queries.ts'
import { confirmInput, logInput, month, rowInput, signInput, verdictInput } from './as-run.schema.ts'
import { confirmDay, dayLog, recordRow, signDay } from './as-run.service.ts'
import { columnsFor, importLog, settleDoubt } from './logs.service.ts'
import { monthOf } from './month.service.ts'
import { monthXlsx } from './month-xlsx.ts'
import { mostLogBytes, tableOf } from './read-log.ts'

const tags = ['as-run']
const channelDay = validate('param', z.object({ id: z.string().max(64), day }))
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Nhật ký phát sóng: what aired, by hand or by the station's log, who answers for it, and what a month was. */
export const asRunRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/channels/:id/as-run',
      allow('schedule.read', { summary: 'A day as it was planned and as it aired', tags }),
      byId,
      validate('query', z.object({ day })),
      async (c) => {
        const log = await dayLog(deps.reads, c.req.valid('param').id, c.req.valid('query').day)
        const rows = [...log.slots.flatMap(({ row }) => row ?? []), ...log.beside]
        const subjects = rows
          .flatMap((row) => [row, ...row.before])
          .map(({ id }) => ({ kind: 'as_run' as const, id }))
        if (log.publication)
          return c.json({
            ...log,
            documents: await documentsOf(deps.reads, [
              ...subjects,
              { kind: 'publication', id: log.publication.id },
            ]),
          })
        return c.json({ ...log, documents: await documentsOf(deps.reads, subjects) })
      },
    )
    .post(
      '/channels/:id/as-run/:day/confirm',
      allow('schedule.log', { summary: 'Log as aired on time what is over and not logged yet', tags }),
      channelDay,
      validate('json', confirmInput),
      async (c) => {
        const { id, day: of } = c.req.valid('param')
        const { slotIds } = c.req.valid('json')
        return c.json({ kept: await confirmDay(deps, actorOf(c), { channelId: id, day: of, slotIds }) }, 201)
      },
    )
    .post(
      '/channels/:id/as-run/:day/rows',
      allow('schedule.log', { summary: 'Log an exception, what nobody planned, or a correction', tags }),
      channelDay,
      validate('json', rowInput),
      async (c) => {
        const { id, day: of } = c.req.valid('param')
        const rowId = await recordRow(deps, actorOf(c), { channelId: id, day: of, ...c.req.valid('json') })
        return c.json({ id: rowId }, 201)
      },
    )
    .post(
      '/channels/:id/as-run/:day/sign',
      allow('schedule.sign', { summary: 'Answer for a day’s log', tags }),
      channelDay,
      validate('json', signInput),
      async (c) => {
        const { id, day: of } = c.req.valid('param')
        await signDay(deps, actorOf(c), { channelId: id, day: of, ...c.req.valid('json') })
        return c.json({ signed: true }, 201)
      },
    )
    .post(
      '/channels/:id/as-run/read',
      allow('schedule.log', {
        summary: 'Read a station’s log as a table; the request’s body is the file or the pasted text itself',
        tags,
      }),
      byId,
      async (c) => {
        const { id } = c.req.valid('param')
        if (Number(c.req.header('content-length') ?? 0) > mostLogBytes) throw new DomainError('too_large')
        const cells = await tableOf(new Uint8Array(await c.req.arrayBuffer()))
        return c.json({ cells, ...(await columnsFor(deps.reads, id, cells)) })
      },
    )
    .post(
      '/channels/:id/as-run/import',
      allow('schedule.log', {
        summary: 'Compare a station’s log with the plan and keep what is certain',
        tags,
      }),
      byId,
      validate('json', logInput),
      async (c) => {
        const input = { channelId: c.req.valid('param').id, ...c.req.valid('json') }
        return c.json(await importLog(deps, actorOf(c), input), 201)
      },
    )
    .post(
      '/as-run/doubts/:id',
      allow('schedule.log', { summary: 'Say what a doubtful row of the station’s log was', tags }),
      byId,
      validate('json', verdictInput),
      async (c) => {
        await settleDoubt(deps, actorOf(c), { id: c.req.valid('param').id, ...c.req.valid('json') })
        return c.json({ settled: true })
      },
    )
    .get(
      '/channels/:id/as-run/month',
      allow('schedule.read', { summary: 'A month’s figures, with every row they are made of', tags }),
      byId,
      validate('query', z.object({ month })),
      async (c) => c.json(await monthOf(deps, c.req.valid('param').id, c.req.valid('query').month)),
    )
    .get(
      '/channels/:id/as-run/month.xlsx',
      allow('schedule.read', { summary: 'A month’s figures and rows as an Excel table', tags }),
      byId,
      validate('query', z.object({ month })),
      async (c) => {
        const of = await monthOf(deps, c.req.valid('param').id, c.req.valid('query').month)
        return c.body(new Uint8Array(await monthXlsx(c.get('language'), of)), 200, {
          'content-type': XLSX,
          'content-disposition': `attachment; filename="nhat-ky-phat-song-${of.month}.xlsx"`,
        })
      },
    )
    .get(
      '/works/:id/aired',
      allow('schedule.read', { summary: 'How often a work was on air, and when last', tags }),
      byId,
      async (c) => {
        const airings = await airingsOf(deps.reads, c.req.valid('param').id)
        return c.json({ times: airings.length, latestAt: airings[0]?.startsAt ?? null, airings })
      },
    )
