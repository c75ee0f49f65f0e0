import { type Kysely, sql } from 'kysely'

const changes: readonly string[] = [
  "alter table version add column fixes text not null default '{}'",
  // Deliveries as folders: their files, what they were made with, disks, links, answers
  'alter table delivery add column folder_name text',
  "alter table delivery add column settings text not null default '{}'",
  'create unique index delivery_folder on delivery (folder_name)',
  `create table delivery_file (
    id text primary key, delivery_id text not null references delivery(id), position integer not null,
    role text not null check (role in ('programme','qc','cues','cues-sheet','hashes','minutes')), name text not null,
    sha256 text not null, crc32 integer not null, size_bytes integer not null, media_type text not null)`,
  'create unique index delivery_file_name on delivery_file (delivery_id, name)',
  `create table delivery_copy (
    id text primary key, delivery_id text not null references delivery(id), disk text not null, path text not null,
    state text not null check (state in ('writing','done','failed')), failure text, read_from text, minutes_sha256 text,
    minutes_bytes integer, requested_by text not null references person(id), requested_at text not null, finished_at text)`,
  'create index delivery_copy_of on delivery_copy (delivery_id)',
  `create table delivery_link (
    id text primary key, delivery_id text not null references delivery(id), token_hash text not null unique, recipient text not null,
    expires_at text not null, created_by text not null references person(id), created_at text not null, revoked_at text,
    last_used_at text, downloads integer not null default 0, bytes integer not null default 0)`,
  'create index delivery_link_of on delivery_link (delivery_id)',
  `create table delivery_answer (
    id text primary key, delivery_id text not null references delivery(id), taken integer not null, why text not null default '',
    said_by text not null, link_id text references delivery_link(id), person_id text references person(id), at text not null)`,
  'create index delivery_answer_of on delivery_answer (delivery_id)',
  ...['update', 'delete'].map(
    (verb) =>
      `create trigger delivery_answer_no_${verb} before ${verb} on delivery_answer begin select raise(abort, 'delivery_answer is append-only'); end`,
  ),
  // Recordings that a camera left in several files
  'alter table source add column parts text',
  `create table split_recording (
    id text primary key, unit_id text not null references unit(id), person_id text not null references person(id),
    state text not null check (state in ('waiting','joining','joined','refused','apart')), uploads text not null,
    conform integer not null default 0, refusal text, source_sha256 text, work_id text, version_id text,
    created_at text not null, updated_at text not null)`,
  'create index split_recording_of on split_recording (unit_id, state)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of changes) await sql.raw(change).execute(db)
}
