import type { DbOrTrx } from '../../db/open.ts'
import type { NewRow, Row } from '../../db/tables.ts'
import type { LanguageCode } from '../../library/library.schema.ts'
import type { Run, SlotKind } from '../schedule.schema.ts'
import type { Recurring } from './recurrence.rules.ts'

/** A row of a channel's weekly grid (khung chương trình). */
export interface TemplateRow extends Recurring {
  channelId: string
  /** What is printed: its own words, else the work's title. */
  title: string
  ownTitle: string
  kind: SlotKind
  workId: string | null
  language: LanguageCode | null
  run: Run
  note: string
  revision: number
}

const joined = (db: DbOrTrx) =>
  db
    .selectFrom('template_row')
    .leftJoin('work', 'work.id', 'template_row.work_id')
    .selectAll('template_row')
    .select('work.title as work_title')

const toRow = (row: Row<'template_row'> & { work_title: string | null }): TemplateRow => ({
  id: row.id,
  channelId: row.channel_id,
  title: row.title || (row.work_title ?? ''),
  ownTitle: row.title,
  kind: row.kind,
  workId: row.work_id,
  language: row.language as LanguageCode | null,
  run: row.run,
  weekdays: JSON.parse(row.weekdays) as number[],
  everyWeeks: row.every_weeks,
  secondsOfDay: row.seconds_of_day,
  durationMs: row.duration_ms,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  priority: row.priority,
  exceptions: JSON.parse(row.exceptions) as TemplateRow['exceptions'],
  note: row.note,
  revision: row.revision,
})

/** By the hour; `on` leaves out what no longer applies then. */
export async function templateRowsOf(db: DbOrTrx, channelId: string, on?: string): Promise<TemplateRow[]> {
  const rows = await joined(db)
    .where('template_row.channel_id', '=', channelId)
    .$if(on !== undefined, (query) =>
      query.where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', on ?? '')])),
    )
    .orderBy('seconds_of_day')
    .orderBy('template_row.id')
    .execute()
  return rows.map(toRow)
}

export async function templateRowById(db: DbOrTrx, id: string): Promise<TemplateRow | undefined> {
  const row = await joined(db).where('template_row.id', '=', id).executeTakeFirst()
  return row && toRow(row)
}

type Described = Omit<TemplateRow, 'id' | 'title' | 'revision' | 'channelId'>

export const columnsOf = (
  row: Described,
): Omit<NewRow<'template_row'>, 'id' | 'channel_id' | 'edited_by' | 'edited_at'> => ({
  title: row.ownTitle,
  kind: row.kind,
  work_id: row.workId,
  language: row.language,
  run: row.run,
  weekdays: JSON.stringify(row.weekdays),
  every_weeks: row.everyWeeks,
  seconds_of_day: row.secondsOfDay,
  duration_ms: row.durationMs,
  valid_from: row.validFrom,
  valid_to: row.validTo,
  priority: row.priority,
  exceptions: JSON.stringify(row.exceptions),
  note: row.note,
})
