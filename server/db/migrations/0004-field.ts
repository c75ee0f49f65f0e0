import { type Kysely, sql } from 'kysely'

const changes: readonly string[] = [
  // A phone or laptop of a team, by a code that is good once; the database knows neither code nor token
  `create table device_code (
    id text primary key, team_id text not null references team(id), name text not null, code_hash text not null unique,
    expires_at text not null, device_id text, created_by text not null references person(id), created_at text not null)`,
  `create table device (
    id text primary key, team_id text not null references team(id), name text not null,
    kind text not null check (kind in ('phone','laptop')), token_hash text not null unique, enrolled_at text not null,
    enrolled_by text not null references person(id), last_seen_at text, told_sequence integer, waiting_since text,
    revoked_at text, revoked_by text references person(id), revoke_reason text not null default '')`,
  'create index device_team on device (team_id)',
  // What devices wrote, as it came: each event once, a fork beside what it forks from, a revoked device's apart until a person lets it in
  `create table play_event (
    id text primary key, device_id text not null references device(id), team_id text not null references team(id),
    sequence integer not null, hash text not null, previous text not null, boot text not null, at text not null,
    monotonic_ms bigint not null,
    kind text not null check (kind in ('play','declared','stop','language','override','verified','showing','note')),
    measured integer not null, package_id text, version_id text, content_id text, part text, position integer,
    from_ms bigint, played_ms bigint, showing_id text, hamlet_id text, count integer, detail text not null,
    fork integer not null, quarantined integer not null,
    way text not null check (way in ('network','file','device')), brought_by_person text references person(id),
    brought_by_device text references device(id), received_at text not null, unique (device_id, sequence, hash))`,
  'create index play_event_after on play_event (device_id, previous)',
  'create index play_event_at on play_event (kind, at)',
  'create index play_event_package on play_event (package_id)',
  'create index play_event_version on play_event (version_id)',
  'create index play_event_quarantine on play_event (quarantined, device_id)',
  `create table play_release (
    event_id text primary key references play_event(id), reason text not null,
    released_by text not null references person(id), released_at text not null)`,
  ...['play_event', 'play_release'].flatMap((table) =>
    ['update', 'delete'].map(
      (verb) =>
        `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${table} is append-only'); end`,
    ),
  ),
  // Times that cannot be believed, judged in the order of the log
  `create table play_doubt (
    event_id text primary key references play_event(id), why text not null check (why in ('future','early','back','leap')))`,
  // How far a device's log is held without a gap, and what its clock was last thought of
  `create table device_log (
    device_id text primary key references device(id), acknowledged integer not null, hash text not null,
    highest integer not null, forks integer not null, clock text not null, received_at text not null)`,
  // Playlists: settings of an evening, fill rules as items, templates, what each place got and when
  `alter table playlist add column settings text not null default '{}'`,
  `create table playlist_item_next (
    id text primary key, playlist_id text not null references playlist(id), part text not null, position integer not null,
    work_id text references work(id), rule text, bilingual integer,
    check ((work_id is null) <> (rule is null)))`,
  `insert into playlist_item_next (id, playlist_id, part, position, work_id)
    select id, playlist_id, part, position, work_id from playlist_item`,
  'drop table playlist_item',
  'alter table playlist_item_next rename to playlist_item',
  'create index playlist_item_order on playlist_item (playlist_id, position)',
  'create index playlist_item_work on playlist_item (work_id)',
  `create table evening_template (
    id text primary key, name text not null, sort_key text not null, content text not null,
    revision integer not null default 1, created_by text not null references person(id), created_at text not null,
    updated_at text not null, edited_by text not null references person(id), withdrawn_at text)`,
  `create table target_work (
    target_kind text not null check (target_kind in ('area','cluster')), target_id text not null,
    work_id text not null references work(id), playlist_id text not null, valid_from text not null, heard_at text not null,
    primary key (target_kind, target_id, work_id, playlist_id))`,
  `create table work_tag (
    work_id text not null references work(id), folded text not null, tag text not null, primary key (work_id, folded))`,
  'create index work_tag_folded on work_tag (folded)',
  // Areas: when loudspeakers may speak, and clusters that change and close
  `create table loudspeaker_rule (
    id text primary key, area_id text not null references area(id), valid_from text not null, valid_to text,
    limits text not null, document text not null, revision integer not null default 1,
    created_by text references person(id), created_at text not null, updated_at text not null,
    edited_by text references person(id), withdrawn_at text)`,
  'create index loudspeaker_rule_area on loudspeaker_rule (area_id)',
  'alter table cluster add column revision integer not null default 1',
  'alter table cluster add column valid_to text',
  // Packages: what all places share that hear the same, signed by a certified key; who fetched it, by person or device
  `create table packaging_key (
    id text primary key, key_id text not null unique, certificate text not null, signature text not null, created_at text not null)`,
  `create table key_revocations (
    sequence integer primary key, list text not null, signature text not null, made_at text not null)`,
  ...['packaging_key', 'key_revocations'].flatMap((table) =>
    ['update', 'delete'].map(
      (verb) =>
        `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${table} is append-only'); end`,
    ),
  ),
  `alter table package add column variant text not null default ''`,
  'alter table package add column key_id text',
  'alter table package add column signature text',
  'alter table package add column light_bytes bigint',
  // What was built before packages were signed stays in history, and is published anew to be used
  `update package set state = 'failed', failure = '{"code":"unsigned","title":null}' where state = 'ready'`,
  `create table package_set (
    publication_id text not null references publication(id), variant text not null, manifest text not null,
    summary text not null, primary key (publication_id, variant))`,
  `create table package_file (
    publication_id text not null, variant text not null, sha256 text not null, size_bytes bigint not null,
    media_type text not null, version_id text, content_id text, primary key (publication_id, variant, sha256))`,
  'create index package_file_sha256 on package_file (sha256)',
  'create index package_file_version on package_file (version_id)',
  `create table package_download_next (
    id text primary key, package_id text not null references package(id), person_id text references person(id),
    device_id text references device(id), started_at text not null, last_byte_at text not null, bytes bigint not null,
    whole integer not null default 0, check ((person_id is null) <> (device_id is null)))`,
  `insert into package_download_next (id, package_id, person_id, started_at, last_byte_at, bytes, whole)
    select id, package_id, person_id, started_at, last_byte_at, bytes, whole from package_download`,
  'drop table package_download',
  'alter table package_download_next rename to package_download',
  'create index package_download_package on package_download (package_id)',
  // Whoever must be called, about whatever it is, with a tick when it is done
  `create table phone_call (
    id text primary key, subject_kind text not null, subject_id text not null, position integer not null,
    name text not null, role text not null, phone text not null, told_at text, told_by text references person(id))`,
  `insert into phone_call (id, subject_kind, subject_id, position, name, role, phone, told_at, told_by)
    select id, 'correction', correction_id, position, name, role, phone, told_at, told_by from correction_call`,
  'drop table correction_call',
  'create index phone_call_subject on phone_call (subject_kind, subject_id, position)',
  // Changes that could not wait for an approver are looked at after they have left
  'alter table plan_submission add column left_at text',
  // The spoken words as the approver read them: later edits are nobody's approval
  'alter table approval add column words text',
  // Packages that must not sound any more, and why
  `create table withdrawal (
    id text primary key, cause text not null check (cause in ('person','approval')), version_id text references version(id),
    reason text not null, made_by text references person(id), made_at text not null)`,
  `create table package_withdrawal (
    package_id text primary key references package(id), withdrawal_id text not null references withdrawal(id))`,
  'create index package_withdrawal_of on package_withdrawal (withdrawal_id)',
  ...['package_set', 'package_file', 'withdrawal', 'package_withdrawal'].flatMap((table) =>
    ['update', 'delete'].map(
      (verb) =>
        `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${table} is append-only'); end`,
    ),
  ),
  // One approved clip for whoever has its link
  `create table clip_link (
    id text primary key, version_id text not null references version(id), content_id text not null,
    format text not null check (format in ('opus','mp3')), token_hash text not null unique, recipient text not null,
    expires_at text not null, revoked_at text, created_by text not null references person(id), created_at text not null,
    last_used_at text, downloads integer not null default 0, bytes bigint not null default 0)`,
  'create index clip_link_version on clip_link (version_id)',
  // Sums of files that are laid from stored ones, by what they are laid from: read once
  'create table laid_file (tag text primary key, sha256 text not null, crc32 bigint not null)',
  // Hamlets have dates: one that is renamed or passes to another place closes, and its successor keeps its origin
  `create table hamlet (
    id text primary key, origin_id text not null, area_id text not null references area(id), name text not null,
    sort_key text not null, folded text not null, head_name text not null default '', head_phone text not null default '',
    valid_from text not null, valid_to text, successor_id text references hamlet(id),
    revision integer not null default 1, created_by text references person(id), created_at text not null,
    updated_at text not null)`,
  'create index hamlet_area on hamlet (area_id)',
  'create index hamlet_origin on hamlet (origin_id)',
  // A month's plan of places and times, and what happened there
  `create table showing (
    id text primary key, team_id text not null references team(id), hamlet_id text not null references hamlet(id),
    day text not null, starts_at text not null,
    state text not null check (state in ('planned','held','postponed','cancelled')),
    audience integer, audience_way text check (audience_way in ('rough','exact')), confirmed_by text not null default '',
    confirmed_role text not null default '', photo text, reason text not null default '', moved_to text,
    note text not null default '', package_id text, closed_at text, closed_by text references person(id),
    closed_event text references play_event(id), revision integer not null default 1,
    created_by text references person(id), created_at text not null, updated_at text not null)`,
  'create index showing_day on showing (day, team_id)',
  'create index showing_hamlet on showing (hamlet_id, day)',
  // Showings a month that a team is to hold, from a month on; team '' is every team, no figure is again as every team
  `create table showing_quota (
    team_id text not null, month text not null, sessions integer, document text not null default '',
    set_by text not null references person(id), set_at text not null, primary key (team_id, month))`,
  `create table field_photo (
    sha256 text primary key, size_bytes bigint not null, team_id text references team(id), received_at text not null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of changes) await sql.raw(change).execute(db)
}
