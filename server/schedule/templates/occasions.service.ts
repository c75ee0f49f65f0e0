import { addDays, daysBetween, daysFrom } from '../../calendar/days.rules.ts'
import { occasionsBetween } from '../../calendar/occasions.rules.ts'
import { change } from '../../db/audit.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { billedAfter } from '../billed.rules.ts'
import { channelById } from '../channels.queries.ts'
import { overlaps } from '../plan.rules.ts'
import { DAY_MS, endOf } from '../schedule.rules.ts'
import { type Slot, slotsOn } from '../slots.queries.ts'
import { type Laid, layMissing } from './lay.ts'

type Language = 'vi' | 'en'
interface Asked {
  channelId: string
  key: string
  year: number
  before: number
  after: number
}

const inYear = (year: number, language: Language) =>
  occasionsBetween(`${year}-01-01`, `${year}-12-31`, language).filter(({ date }) =>
    date.startsWith(`${year}`),
  )

/** The occasions of a year by the solar or the lunar calendar, with when they fell the year before and what was planned then. */
export async function occasionsOf(db: DbOrTrx, channelId: string, year: number, language: Language) {
  const channel = found(await channelById(db, channelId))
  const before = new Map(inYear(year - 1, language).map((occasion) => [occasion.key, occasion]))
  const planned = await db
    .selectFrom('slot')
    .select((eb) => ['day', eb.fn.countAll<number>().as('slots')])
    .where('channel_id', '=', channel.id)
    .where('day', '>=', `${year - 1}-01-01`)
    .where('day', '<=', `${year}-03-01`)
    .groupBy('day')
    .execute()
  return inYear(year, language).flatMap((occasion) => {
    const last = before.get(occasion.key)
    if (!last) return []
    const slots = planned
      .filter(({ day }) => last.date <= day && day <= last.lastDate)
      .reduce((sum, { slots: count }) => sum + Number(count), 0)
    const { key, title, date, lastDate } = occasion
    return [{ key, title, date, lastDate, lastYear: { date: last.date, lastDate: last.lastDate }, slots }]
  })
}

/** A slot of last year where it would stand this year. */
export interface Carried {
  from: Pick<Slot, 'id' | 'day' | 'title' | 'kind' | 'durationMs'>
  day: string
  startsAt: string
  endsAt: string
  title: string
  ownTitle: string
  /** Something stands there already: it will not be laid. */
  taken: boolean
}

async function carried(db: DbOrTrx, asked: Asked) {
  const channel = found(await channelById(db, asked.channelId))
  const now = found(inYear(asked.year, 'vi').find(({ key }) => key === asked.key))
  const last = found(inYear(asked.year - 1, 'vi').find(({ key }) => key === asked.key))
  const shift = daysBetween(last.date, now.date)
  const days = daysFrom(addDays(last.date, -asked.before), addDays(last.lastDate, asked.after))
  const slots = await slotsOn(db, channel.id, days)
  const targets = daysFrom(
    addDays(days[0] ?? now.date, shift - 1),
    addDays(days.at(-1) ?? now.date, shift + 1),
  )
  const standing = await slotsOn(db, channel.id, targets)
  // "71 năm" of last year's anniversary is "72 năm" this year.
  const counted = (title: string) =>
    last.years === null ? title : title.replace(`${last.years} năm`, `${last.years + 1} năm`)
  const rows = slots.map((slot) => {
    const startsAt = endOf(slot.startsAt, shift * DAY_MS)
    const endsAt = endOf(slot.endsAt, shift * DAY_MS)
    const row: Carried = {
      from: { id: slot.id, day: slot.day, title: slot.title, kind: slot.kind, durationMs: slot.durationMs },
      day: addDays(slot.day, shift),
      startsAt,
      endsAt,
      title: counted(slot.title),
      ownTitle: counted(slot.ownTitle),
      taken: standing.some((other) => overlaps(other, { startsAt, endsAt })),
    }
    return { slot, row }
  })
  return { channel, occasion: { ...now, lastYear: { date: last.date, lastDate: last.lastDate } }, rows }
}

/** Last year's plan of an occasion on this year's dates, before anything is laid. */
export async function previewOccasion(db: DbOrTrx, asked: Asked) {
  const { occasion, rows } = await carried(db, asked)
  return { occasion, rows: rows.map(({ row }) => row) }
}

/** Lays last year's plan of an occasion on this year's dates, where nothing stands. A work that aired then airs again. */
export async function layOccasion(deps: Deps, actor: Actor, asked: Asked): Promise<Laid> {
  return change(deps, actor, async (trx, record) => {
    const { channel, rows } = await carried(trx, asked)
    const values = rows.map(({ slot, row }) => ({
      channel_id: channel.id,
      day: row.day,
      starts_at: row.startsAt,
      ends_at: row.endsAt,
      duration_ms: slot.durationMs,
      kind: slot.kind,
      work_id: slot.workId,
      // The newest approved recording, not the one of last year.
      version_id: null,
      title: row.ownTitle,
      language: slot.language,
      run: slot.kind === 'work' ? ('repeat' as const) : slot.run,
      first_slot_id: null,
      note: slot.note,
      billed_at: billedAfter(slot, row.startsAt),
      edited_by: actor.id,
      edited_at: deps.clock.now(),
    }))
    return layMissing(trx, record, channel, { rows: values, action: 'slot.lay_occasion' })
  })
}
