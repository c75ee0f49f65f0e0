import { daysFrom } from '../../calendar/days.rules.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import { channelById } from '../channels.queries.ts'
import { airedRuns } from '../conflicts/runs.queries.ts'
import { holdsOn } from '../conflicts/runs.rules.ts'
import { daysInForce } from '../publishing/published-days.ts'
import { type AsRun, rowsBetween, signaturesOf } from './as-run.queries.ts'
import { holding } from './as-run.rules.ts'
import { figure, figuresBy } from './month.rules.ts'

/** A right for television of a work that aired, and how much of it is used. */
interface RightUsed {
  workId: string
  title: string
  validFrom: string | null
  validTo: string | null
  /** How often it may air; null without limit. */
  runs: number | null
  used: number
  usedThisMonth: number
}

const lastDayOf = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)

/** What a month was: hours by language, first runs and repeats, planned against aired, rights used, and every row behind. */
export async function monthOf({ reads: db, clock }: Deps, channelId: string, month: string) {
  const now = clock.now()
  const channel = found(await channelById(db, channelId))
  const [from, to] = [`${month}-01`, lastDayOf(month)]
  const days = daysFrom(from, to)
  const rows = holding(await rowsBetween(db, channelId, from, to))
  const published = await daysInForce(db, channelId, days)
  const planned = [...published.values()].flatMap(({ body }) => body.slots)
  const logged = new Set(rows.map(({ slotId }) => slotId))
  const signed = await signaturesOf(db, channelId, days)
  return {
    channel: { id: channel.id, name: channel.name },
    month,
    planned: figure(planned),
    aired: figure(rows.filter(({ status }) => status !== 'MISSED')),
    /** Planned up to now and not logged, as days: whoever reads the figures knows what they leave out. */
    unlogged: [...published.values()].flatMap(({ body }) => {
      const open = body.slots.filter(({ slotId, startsAt }) => startsAt <= now && !logged.has(slotId)).length
      return open > 0 ? [{ day: body.day, rows: open }] : []
    }),
    signedDays: [...signed.keys()].sort(),
    publishedDays: published.size,
    byStatus: figuresBy(rows, 'status'),
    byLanguage: figuresBy(rows, 'language'),
    byRun: figuresBy(rows, 'run'),
    rights: await rightsUsed(db, rows, to),
    rows,
  }
}
export type Month = Awaited<ReturnType<typeof monthOf>>

async function rightsUsed(db: DbOrTrx, rows: readonly AsRun[], to: string): Promise<RightUsed[]> {
  const works = [...new Set(rows.flatMap(({ airedWorkId }) => airedWorkId ?? []))]
  if (works.length === 0) return []
  const rights = await db
    .selectFrom('work_right')
    .innerJoin('work', 'work.id', 'work_right.work_id')
    .select(['work_id', 'work.title', 'uses', 'valid_from', 'valid_to', 'runs'])
    .where('work_id', 'in', works)
    .orderBy('work.sort_key')
    .execute()
  const airings = (await airedRuns(db, works)).filter(({ day }) => day <= to)
  return rights
    .filter(({ uses }) => (JSON.parse(uses) as string[]).includes('tv'))
    .map((right) => {
      const counted = airings.filter(
        ({ workId, day }) =>
          workId === right.work_id && holdsOn({ from: right.valid_from, to: right.valid_to }, day),
      )
      return {
        workId: right.work_id,
        title: right.title,
        validFrom: right.valid_from,
        validTo: right.valid_to,
        runs: right.runs,
        used: counted.length,
        usedThisMonth: counted.filter(({ day }) => day.startsWith(to.slice(0, 7))).length,
      }
    })
}
