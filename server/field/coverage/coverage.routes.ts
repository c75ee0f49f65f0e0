import { Hono } from 'hono'
import { z } from 'zod'
import { addDays } from '../../calendar/days.rules.ts'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, validate } from '../../http/route.ts'
import { monthShape } from '../showings/showings.schema.ts'
import { monthOf } from '../showings/showings.service.ts'
import { behindQuery, behindShape } from './behind.schema.ts'
import { behind } from './behind.service.ts'
import { coverageQuery, coverageShape, monthQuery, silentDevice, silentQuery } from './coverage.schema.ts'
import { coverageBetween, silentDevices } from './coverage.service.ts'
import { monthXlsx } from './month-xlsx.ts'

const tags = ['coverage']
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What the office sees of the field: who heard what, where nobody came, which device is silent, and the month on paper. */
export const coverageRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/coverage',
      allow('coverage.read', {
        summary: 'Area by notice by language by times played',
        tags,
        returns: coverageShape,
      }),
      validate('query', coverageQuery),
      async (c) => c.json(await coverageBetween(deps, c.req.valid('query'))),
    )
    .get(
      '/coverage/silent',
      allow('coverage.read', {
        summary: 'Devices that told nothing for some days',
        tags,
        returns: z.object({ days: z.int(), devices: z.array(silentDevice) }),
      }),
      validate('query', silentQuery),
      async (c) => c.json(await silentDevices(deps, c.req.valid('query').days)),
    )
    .get(
      '/coverage/behind',
      allow('coverage.read', { summary: 'What stands behind a figure', tags, returns: behindShape }),
      validate('query', behindQuery),
      async (c) => c.json(await behind(deps, c.req.valid('query'))),
    )
    .get(
      '/coverage/teams',
      allow('coverage.read', {
        summary: 'What each team held in a month, against what it is to hold',
        tags,
        returns: monthShape.pick({ month: true, figures: true, teams: true }),
      }),
      validate('query', monthQuery),
      async (c) => {
        const { month, figures, teams } = await monthOf(deps, actorOf(c), c.req.valid('query').month)
        return c.json({ month, figures, teams })
      },
    )
    .get(
      '/coverage/month.xlsx',
      allow('coverage.read', { summary: 'The month’s showings, teams and notices as an Excel table', tags }),
      validate('query', monthQuery),
      async (c) => {
        const { month } = c.req.valid('query')
        const from = `${month}-01`
        const to = `${addDays(from, 31).slice(0, 7)}-01`
        const at = addDays(to, -1)
        const days = { from, to, at, level: 'commune' } as const
        const coverage = await coverageBetween(deps, days)
        const { plays: unplaced } = await behind(deps, { ...days, of: 'unplaced' })
        const showings = await monthOf(deps, actorOf(c), month)
        const bytes = await monthXlsx(c.get('language'), { month: showings, coverage, unplaced })
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': XLSX,
          'content-disposition': `attachment; filename="chieu-bong-va-phat-loa-${month}.xlsx"`,
        })
      },
    )
