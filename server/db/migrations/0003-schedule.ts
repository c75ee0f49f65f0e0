import { type Kysely, sql } from 'kysely'

const changes: readonly string[] = [
  // A slot starts at its hour or follows the one before; the gap after it may be left, filled or spoken over
  "alter table slot add column start_mode text not null default 'fixed' check (start_mode in ('fixed','following'))",
  'alter table slot add column billed_at text',
  'alter table slot add column gap_policy text',
  "alter table slot add column station_answer text not null default 'none' check (station_answer in ('none','proposed','confirmed','moved','refused'))",
  "alter table slot add column station_note text not null default ''",
  'alter table slot add column template_row_id text',
  // What a channel asks of its plans
  "alter table channel add column plan_approval text not null default 'never' check (plan_approval in ('always','new_content','never'))",
  "alter table channel add column quotas text not null default '[]'",
  "alter table channel add column separation text not null default '{}'",
  "alter table channel add column gap_policy text not null default 'leave'",
  // What a work may be used for, when, and how often
  `create table work_right (
    id text primary key, work_id text not null references work(id), uses text not null, valid_from text, valid_to text,
    runs integer, note text not null default '', document_id text references document(id),
    recorded_by text not null references person(id), recorded_at text not null)`,
  'create index work_right_of on work_right (work_id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of changes) await sql.raw(change).execute(db)
}
