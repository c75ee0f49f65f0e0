import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { allow, byId, validate } from '../http/route.ts'
import { weekText } from './paper.ts'
import { day } from './schedule.schema.ts'
import { type Sheet, sheetOf } from './week.service.ts'
import { weekXlsx } from './week-xlsx.ts'
import { weekXmltv } from './week-xmltv.ts'

const tags = ['schedule']
const wanted = validate(
  'query',
  z.object({ from: day, of: z.enum(['published', 'draft']).default('published') }),
)

/** A file for people to keep. Nothing was published of an empty week, so there is no file of it either. */
async function file(
  c: Context<Env>,
  sheet: Sheet,
  about: { type: string; extension: string },
  content: () => string | Promise<Buffer>,
) {
  if (sheet.days.every((of) => of.slots.length === 0)) throw new DomainError('not_found')
  const name = `lich-phat-song-${sheet.from}${sheet.of === 'draft' ? '-ban-nhap' : ''}.${about.extension}`
  const bytes = await content()
  return c.body(typeof bytes === 'string' ? bytes : new Uint8Array(bytes), 200, {
    'content-type': about.type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  })
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The week in the forms people use: a table, a programme guide, a message, and the page that is printed. */
export const exportsRoutes = (deps: Deps) => {
  const sheet = (id: string, query: { from: string; of: 'published' | 'draft' }) =>
    sheetOf(deps.reads, id, query.from, query.of)
  return new Hono<Env>()
    .get(
      '/channels/:id/sheet',
      allow('schedule.read', { summary: 'The week as it is printed', tags }),
      byId,
      wanted,
      async (c) => c.json(await sheet(c.req.valid('param').id, c.req.valid('query'))),
    )
    .get(
      '/channels/:id/week.xlsx',
      allow('schedule.read', { summary: 'The week as an Excel table', tags }),
      byId,
      wanted,
      async (c) => {
        const week = await sheet(c.req.valid('param').id, c.req.valid('query'))
        return file(c, week, { type: XLSX, extension: 'xlsx' }, () => weekXlsx(c.get('language'), week))
      },
    )
    .get(
      '/channels/:id/week.xmltv',
      allow('schedule.read', { summary: 'The week as XMLTV', tags }),
      byId,
      wanted,
      async (c) => {
        const week = await sheet(c.req.valid('param').id, c.req.valid('query'))
        return file(c, week, { type: 'application/xml; charset=utf-8', extension: 'xml' }, () =>
          weekXmltv(c.get('language'), week),
        )
      },
    )
    .get(
      '/channels/:id/week.txt',
      allow('schedule.read', { summary: 'The week as text for a message', tags }),
      byId,
      wanted,
      async (c) => {
        const week = await sheet(c.req.valid('param').id, c.req.valid('query'))
        return file(c, week, { type: 'text/plain; charset=utf-8', extension: 'txt' }, () =>
          weekText(c.get('language'), week),
        )
      },
    )
}
