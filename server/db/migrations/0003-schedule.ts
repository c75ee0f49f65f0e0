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
  // The weekly grid (khung chương trình): rows that return, from which weeks are laid
  `create table template_row (
    id text primary key, channel_id text not null references channel(id), title text not null,
    kind text not null check (kind in ('work','title','relay','live')), work_id text references work(id), language text,
    run text not null check (run in ('first','repeat')), weekdays text not null, every_weeks integer not null,
    seconds_of_day integer not null, duration_ms integer not null, valid_from text not null, valid_to text,
    priority integer not null, exceptions text not null, note text not null default '',
    revision integer not null default 1, edited_by text not null references person(id), edited_at text not null)`,
  'create index template_row_of on template_row (channel_id, seconds_of_day)',
  // How long the channel is on air a day, and what may go into its gaps
  'alter table channel add column day_runs_min integer not null default 1440',
  `alter table channel add column fill_kinds text not null default '["filler","ident","song","announcement"]'`,
  // What the station answered on each slot, and the links by which it answers without an account
  `create table schedule_link (
    id text primary key, channel_id text not null references channel(id), days text not null, token_hash text not null unique,
    recipient text not null, expires_at text not null, created_by text not null references person(id), created_at text not null,
    revoked_at text, last_used_at text)`,
  'create index schedule_link_of on schedule_link (channel_id)',
  // A slot may be taken out of the draft again; what was said of it stays, with its title and hour as they were
  `create table slot_answer (
    id text primary key, slot_id text not null, channel_id text not null references channel(id), day text not null,
    title text not null, starts_at text not null, answer text not null check (answer in ('proposed','confirmed','moved','refused')),
    moved_to text, note text not null default '', said_by text not null, way text not null check (way in ('hand','import','link')),
    link_id text references schedule_link(id), person_id text references person(id), at text not null)`,
  'create index slot_answer_of on slot_answer (slot_id)',
  // The station's log as it came, its columns, and what aired
  'create table log_layout (channel_id text primary key references channel(id), columns text not null, saved_at text not null)',
  `create table station_log (
    id text primary key, channel_id text not null references channel(id), name text not null, rows integer not null,
    recorded_by text not null references person(id), recorded_at text not null)`,
  `create table station_log_doubt (
    id text primary key, log_id text not null references station_log(id), channel_id text not null references channel(id),
    day text not null, starts_at text not null, duration_ms bigint not null, title text not null, candidates text not null,
    verdict text, settled_by text references person(id), settled_at text)`,
  'create index station_log_doubt_open on station_log_doubt (channel_id, day)',
  `create table as_run (
    id text primary key, channel_id text not null references channel(id), day text not null, sequence integer not null,
    publication_id text references publication(id), publication_number integer, slot_id text, title text not null,
    planned_title text, work_id text, aired_work_id text, language text, run text,
    planned_starts_at text, planned_duration_ms bigint, starts_at text, duration_ms bigint,
    status text not null check (status in ('AIRED','PARTIAL','MISSED','SUBSTITUTED','EXTRA','LATE')), reason text not null default '',
    file_sha256 text, source text not null check (source in ('hand','station_log','engine')), log_id text references station_log(id),
    supersedes text unique references as_run(id), recorded_by text references person(id), recorded_at text not null,
    check ((status = 'MISSED') = (starts_at is null)))`,
  // The first row of a planned slot is one; what corrects it supersedes it
  'create unique index as_run_first on as_run (channel_id, day, slot_id) where supersedes is null and slot_id is not null',
  'create index as_run_day on as_run (channel_id, day)',
  'create index as_run_work on as_run (aired_work_id)',
  `create table as_run_signature (
    channel_id text not null references channel(id), day text not null, note text not null default '',
    signed_by text not null references person(id), signed_at text not null, primary key (channel_id, day))`,
  ...['slot_answer', 'station_log', 'as_run', 'as_run_signature'].flatMap((table) =>
    ['update', 'delete'].map(
      (verb) =>
        `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${table} is append-only'); end`,
    ),
  ),
  // Whom to call when a published day changes, and what is told them
  "alter table channel add column call_list text not null default '[]'",
  `create table correction (
    id text primary key, channel_id text not null references channel(id), day text not null,
    publication_id text not null references publication(id), lines text not null, reason text not null,
    made_by text not null references person(id), made_at text not null)`,
  'create index correction_day on correction (channel_id, day)',
  `create table correction_call (
    id text primary key, correction_id text not null references correction(id), position integer not null,
    name text not null, role text not null, phone text not null, told_at text, told_by text references person(id))`,
  'create index correction_call_of on correction_call (correction_id, position)',
  // A plan that waits for an approver: the very days that will be published
  `create table plan_submission (
    id text primary key, channel_id text not null references channel(id),
    state text not null check (state in ('waiting','approved','returned','withdrawn','replaced')),
    days text not null, sha256 text not null, editors text not null, note text not null,
    submitted_by text not null references person(id), submitted_at text not null,
    decided_by text references person(id), decided_at text, reason text not null default '')`,
  'create index plan_submission_waiting on plan_submission (state, channel_id)',
  // Quốc tang, khẩn cấp: what went, what came instead, and what to lay again afterwards
  `create table substitution (
    id text primary key, channel_id text not null references channel(id), name text not null, rule text not null,
    days text not null, rows text not null, made_by text not null references person(id), made_at text not null,
    returned_by text references person(id), returned_at text)`,
  // A newer version in the place of older ones
  `create table version_replacement (
    id text primary key, channel_id text not null references channel(id), work_id text not null references work(id),
    version_id text not null references version(id), rows text not null, days text not null,
    made_by text not null references person(id), made_at text not null,
    undone_by text references person(id), undone_at text)`,
  'create index version_replacement_of on version_replacement (version_id)',
  // Which address of its calendar feed is in use
  'alter table channel add column feed_number integer not null default 1',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of changes) await sql.raw(change).execute(db)
}
