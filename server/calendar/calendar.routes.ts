import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { allow, validate } from '../http/route.ts'
import { daySchema, lunarDay, lunarDaySchema } from './calendar.rules.ts'
import { daysBetween, weekdayOf } from './days.rules.ts'
import { calendarDays, nextOccasion } from './occasions.rules.ts'

const MOST_DAYS = 366

const occasionSchema = z.object({
  key: z.string(),
  name: z.string(),
  title: z.string(),
  date: daySchema,
  lastDate: daySchema,
  years: z.int().nullable(),
  weight: z.enum(['round', 'five', 'plain']),
})
const weekday = z.int().min(1).max(7).describe('1 is Monday')

const todaySchema = z.object({
  now: z.iso.datetime(),
  date: daySchema,
  weekday,
  lunar: lunarDaySchema,
  occasion: occasionSchema.extend({ daysLeft: z.int() }).nullable(),
})
const daysSchema = z.array(
  z.object({ date: daySchema, weekday, lunar: lunarDaySchema, occasions: z.array(occasionSchema) }),
)

const stretch = z
  .object({ from: daySchema, to: daySchema })
  .refine(({ from, to }) => from <= to && daysBetween(from, to) < MOST_DAYS, { path: ['to'] })

export const calendarRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/calendar/today',
      allow('calendar.read', {
        summary: 'The station’s day and hour, and the occasion ahead',
        tags: ['calendar'],
        returns: todaySchema,
      }),
      (c) => {
        const date = deps.clock.today()
        return c.json({
          now: deps.clock.now(),
          date,
          weekday: weekdayOf(date),
          lunar: lunarDay(date),
          occasion: nextOccasion(date, c.get('language')) ?? null,
        })
      },
    )
    .get(
      '/calendar/days',
      allow('calendar.read', {
        summary: 'Days in both calendars with what is kept on them',
        tags: ['calendar'],
        returns: daysSchema,
      }),
      validate('query', stretch),
      (c) => {
        const { from, to } = c.req.valid('query')
        const days = calendarDays(from, to, c.get('language'))
        return c.json(days.map((day) => ({ ...day, weekday: weekdayOf(day.date) })))
      },
    )
