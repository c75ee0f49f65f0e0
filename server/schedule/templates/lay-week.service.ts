import { addDays, mondayOf, STATION_ZONE } from '../../calendar/days.rules.ts'
import { change, type Recorder } from '../../db/audit.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { type Channel, channelById } from '../channels.queries.ts'
import { weekFrom } from '../schedule.rules.ts'
import { slotsOn } from '../slots.queries.ts'
import { type Laid, layMissing } from './lay.ts'
import { expand, type Occurrence } from './recurrence.rules.ts'
import { type TemplateRow, templateRowsOf } from './templates.queries.ts'

/** One place that the weekly grid keeps in a week. */
export interface Band extends Occurrence {
  title: string
  kind: TemplateRow['kind']
}

async function occurrencesOf(db: DbOrTrx, channel: Channel, monday: string) {
  const rows = new Map((await templateRowsOf(db, channel.id, monday)).map((row) => [row.id, row]))
  const range = { from: monday, to: addDays(monday, 7) }
  const options = { zone: STATION_ZONE, dayStartsMin: channel.dayStartsMin }
  return expand([...rows.values()], range, options).flatMap((occurrence) => {
    const row = rows.get(occurrence.ruleId)
    return row ? [{ occurrence, row }] : []
  })
}

/** What a week's page shows behind the plan: the slots of the week before, and the places that the grid keeps in this one. */
export async function ghostOf(db: DbOrTrx, channelId: string, from: string) {
  const channel = found(await channelById(db, channelId))
  const monday = mondayOf(from)
  const places = await occurrencesOf(db, channel, monday)
  return {
    slots: await slotsOn(db, channelId, weekFrom(addDays(monday, -7))),
    bands: places.map(({ occurrence, row }): Band => ({ ...occurrence, title: row.title, kind: row.kind })),
  }
}

/**
 * Lays what the weekly grid asks for and is missing. A row that was already laid on a day stays as it is, even
 * where somebody has moved it since.
 */
export async function layWeek(
  trx: Trx,
  record: Recorder,
  { channel, monday, edited }: { channel: Channel; monday: string; edited: { by: string; at: string } },
): Promise<Laid> {
  const laid = new Set(
    (
      await trx
        .selectFrom('slot')
        .select(['template_row_id', 'day'])
        .where('channel_id', '=', channel.id)
        .where('day', 'in', weekFrom(monday))
        .where('template_row_id', 'is not', null)
        .execute()
    ).map((slot) => `${slot.template_row_id} ${slot.day}`),
  )
  const missing = (await occurrencesOf(trx, channel, monday)).filter(
    ({ occurrence }) => !laid.has(`${occurrence.ruleId} ${occurrence.day}`),
  )
  const rows = missing.map(({ occurrence, row }) => ({
    channel_id: channel.id,
    day: occurrence.day,
    starts_at: occurrence.startsAt,
    ends_at: occurrence.endsAt,
    duration_ms: occurrence.durationMs,
    kind: row.kind,
    work_id: row.workId,
    version_id: null,
    title: row.ownTitle,
    language: row.language,
    run: row.run,
    first_slot_id: null,
    note: row.note,
    template_row_id: row.id,
    edited_by: edited.by,
    edited_at: edited.at,
  }))
  return layMissing(trx, record, channel, { rows, action: 'slot.lay_week' })
}

export async function layWeekFromTemplate(
  deps: Deps,
  actor: Actor,
  input: { channelId: string; from: string },
): Promise<Laid> {
  return change(deps, actor, async (trx, record) => {
    const channel = found(await channelById(trx, input.channelId))
    const edited = { by: actor.id, at: deps.clock.now() }
    return layWeek(trx, record, { channel, monday: mondayOf(input.from), edited })
  })
}
