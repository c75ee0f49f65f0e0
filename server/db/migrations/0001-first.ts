import { type Kysely, sql } from 'kysely'

// Column types that SQLite and PostgreSQL return alike: text, whole numbers, ISO instants as text, JSON as text.
const tables = [
  // Sign-in (better-auth's four tables, its own column names)
  `create table auth_user (
    id text primary key, name text not null, email text not null unique, "emailVerified" integer not null default 0,
    image text, "createdAt" text not null, "updatedAt" text not null, username text unique, "displayUsername" text)`,
  `create table auth_session (
    id text primary key, "expiresAt" text not null, token text not null unique, "createdAt" text not null,
    "updatedAt" text not null, "ipAddress" text, "userAgent" text,
    "userId" text not null references auth_user(id) on delete cascade)`,
  `create table auth_account (
    id text primary key, "accountId" text not null, "providerId" text not null,
    "userId" text not null references auth_user(id) on delete cascade, "accessToken" text, "refreshToken" text,
    "idToken" text, "accessTokenExpiresAt" text, "refreshTokenExpiresAt" text, scope text, password text,
    "createdAt" text not null, "updatedAt" text not null)`,
  `create table auth_verification (
    id text primary key, identifier text not null, value text not null, "expiresAt" text not null,
    "createdAt" text, "updatedAt" text)`,

  // People
  `create table unit (
    id text primary key, name text not null, sort_key text not null, kind text not null, created_at text not null)`,
  `create table person (
    id text primary key references auth_user(id), login text not null unique, phone text unique, name text not null,
    sort_key text not null, folded text not null, unit_id text not null references unit(id),
    role text not null check (role in ('producer','approver','scheduler','film_team','official','admin')),
    languages text not null, active integer not null default 1, created_at text not null, updated_at text not null)`,
  `create table team (
    id text primary key, name text not null, sort_key text not null, unit_id text not null references unit(id),
    phone text, created_at text not null)`,
  `create table team_member (
    team_id text not null references team(id), person_id text not null references person(id),
    primary key (team_id, person_id))`,
  `create table sign_in_code (
    id text primary key, person_id text not null references person(id), code_hash text not null,
    expires_at text not null, used_at text, created_by text, created_at text not null)`,
  `create table sign_in_failure (
    key text primary key, failures integer not null, last_failed_at text not null, locked_until text)`,

  // Areas; valid_to is exclusive
  `create table area (
    id text primary key, scheme text not null, code text not null, name text not null, sort_key text not null,
    folded text not null, level text not null check (level in ('province','district','commune','unit')),
    parent_id text references area(id), valid_from text not null, valid_to text, languages text not null,
    notes text not null default '', unique (scheme, code, valid_from))`,
  `create table area_succession (
    id text primary key, from_area_id text not null references area(id), to_area_id text not null references area(id),
    effective text not null, legal_basis text not null, former_district text not null default '')`,
  `create table cluster (
    id text primary key, name text not null, sort_key text not null, languages text not null, created_at text not null)`,
  `create table cluster_area (
    cluster_id text not null references cluster(id), area_id text not null references area(id),
    primary key (cluster_id, area_id))`,
  `create table team_serves (
    team_id text not null references team(id), target_kind text not null check (target_kind in ('area','cluster')),
    target_id text not null, valid_from text not null, valid_to text,
    primary key (team_id, target_kind, target_id, valid_from))`,

  // Library
  `create table source (
    sha256 text primary key, size_bytes bigint not null, file_name text not null, kind text,
    state text not null check (state in ('arrived','looked','ready','refused')),
    facts text, first_look text, analysis text, refusal text, duration_ms bigint,
    unit_id text not null references unit(id), arrived_at text not null)`,
  `create table work (
    id text primary key,
    kind text not null check (kind in ('programme','act','announcement','song','bulletin','filler','ident')),
    title text not null, short_name text not null, sort_key text not null, folded text not null,
    credits text not null, unit_id text not null references unit(id), parent_work_id text references work(id),
    occasion text, created_by text not null references person(id), created_at text not null, updated_at text not null,
    withdrawn_at text)`,
  `create table script (
    work_id text not null references work(id), language text not null, text text not null, translation_vi text,
    edited_by text not null references person(id), edited_at text not null, primary key (work_id, language))`,
  `create table version (
    id text primary key, work_id text not null references work(id), number integer not null, language text,
    source_sha256 text not null references source(sha256), in_ms bigint, out_ms bigint, content_id text not null,
    sound_only integer not null default 0,
    state text not null check (state in ('draft','submitted','changes','rejected','approved','withdrawn')),
    approved_uses text not null default '[]', submitted_uses text not null default '[]', submitted_at text, submitted_by text,
    listener text, listened_at text, uploaded_by text not null references person(id),
    last_edited_by text not null references person(id), created_at text not null, updated_at text not null,
    unique (work_id, number), check (in_ms is null or (in_ms >= 0 and out_ms > in_ms)))`,
  `create table upload (
    id text primary key, state text not null check (state in ('waiting','active','paused','hashing','finished','failed','cancelled')),
    origin text not null check (origin in ('browser','disk')), unit_id text not null references unit(id),
    person_id text not null references person(id), token_hash text not null, file_name text not null,
    size_bytes bigint not null, offset_bytes bigint not null default 0, head_sha256 text, tail_sha256 text, ends text,
    work_id text references work(id), work_title text, work_kind text, language text, urgent integer not null default 0,
    position integer not null default 0, deadline_at text, expected_sha256 text, source_sha256 text, version_id text,
    failure text, sessions text not null default '[]', idle_hours integer not null default 0,
    created_at text not null, last_activity_at text not null, finished_at text,
    check (offset_bytes >= 0 and offset_bytes <= size_bytes))`,
  `create table rendition (
    id text primary key, key text not null unique, source_sha256 text not null references source(sha256),
    in_ms bigint, out_ms bigint, recipe text not null, recipe_version integer not null, parameters text not null,
    build text not null, sha256 text not null, size_bytes bigint not null, media_type text not null,
    duration_ms bigint, record text not null, made_at text not null)`,
  `create table document (
    id text primary key, subject_kind text not null, subject_id text not null, name text not null,
    media_type text not null, sha256 text not null, size_bytes bigint not null,
    attached_by text not null references person(id), attached_at text not null)`,

  // Review
  `create table approval (
    id text primary key, subject_kind text not null, subject_id text not null, content_id text not null,
    verdict text not null check (verdict in ('approved','changes','rejected')), uses text not null, reason text not null,
    listener text, decided_by text not null references person(id), decided_at text not null)`,
  `create table remark (
    id text primary key, version_id text not null references version(id), approval_id text references approval(id),
    at_ms bigint not null, to_ms bigint, text text not null, by_person text not null references person(id),
    at text not null, resolved_at text, resolved_by text)`,

  // Publications: numbered, immutable
  `create table publication (
    id text primary key, kind text not null check (kind in ('day','playlist')), subject_id text not null,
    number integer not null, body text not null, sha256 text not null, supersedes_id text references publication(id),
    published_by text not null references person(id), published_at text not null, unique (kind, subject_id, number))`,

  // Television
  `create table channel (
    id text primary key, name text not null, day_starts_min integer not null default 0, deadline text not null,
    signature text not null, created_at text not null)`,
  `create table slot (
    id text primary key, channel_id text not null references channel(id), day text not null, starts_at text not null,
    ends_at text not null, duration_ms bigint not null check (duration_ms > 0),
    kind text not null check (kind in ('work','title','relay','live')), work_id text references work(id),
    version_id text references version(id), title text not null, language text,
    run text not null check (run in ('first','repeat')), first_slot_id text references slot(id) on delete set null,
    note text not null default '', revision integer not null default 1,
    edited_by text not null references person(id), edited_at text not null)`,

  // Delivery to the station
  `create table delivery (
    id text primary key, version_id text not null references version(id), content_id text not null, preset text not null,
    state text not null check (state in ('making','ready','failed','taken','refused')), rendition_id text references rendition(id),
    failure text, answer text, requested_by text not null references person(id), requested_at text not null, updated_at text not null)`,

  // Loudspeakers
  `create table playlist (
    id text primary key, title text not null, sort_key text not null, folded text not null, valid_from text not null,
    valid_to text not null, revision integer not null default 1, created_by text not null references person(id),
    created_at text not null, updated_at text not null, edited_by text not null references person(id), withdrawn_at text)`,
  `create table playlist_item (
    id text primary key, playlist_id text not null references playlist(id), part text not null, position integer not null,
    work_id text not null references work(id))`,
  `create table playlist_target (
    playlist_id text not null references playlist(id), target_kind text not null check (target_kind in ('area','cluster')),
    target_id text not null, primary key (playlist_id, target_kind, target_id))`,
  `create table package (
    id text primary key, publication_id text not null references publication(id), playlist_id text not null references playlist(id),
    target_kind text not null, target_id text not null, target_name text not null, sequence integer not null,
    state text not null check (state in ('building','ready','failed','withdrawn')), manifest text, manifest_sha256 text,
    entries text, zip_size_bytes bigint, zip_sha256 text, failure text, valid_from text not null, valid_to text not null,
    created_at text not null, built_at text, unique (publication_id, target_kind, target_id))`,
  `create table package_download (
    id text primary key, package_id text not null references package(id), person_id text not null references person(id),
    started_at text not null, last_byte_at text not null, bytes bigint not null, whole integer not null default 0)`,

  // Jobs, audit
  `create table job (
    id text primary key, kind text not null, lane text not null, key text unique, subject_kind text not null,
    subject_id text not null, title text not null, payload text not null,
    state text not null check (state in ('queued','running','done','failed','cancelled','dead')),
    priority integer not null default 0, attempts integer not null default 0, max_attempts integer not null default 3,
    run_at text, lease_token text, lease_boot text, lease_until_ms bigint, cancel_requested integer not null default 0,
    error_code text, error_message text, created_by text, created_at text not null, started_at text, finished_at text)`,
  `create table setting (key text primary key, value text not null)`,
  `create table audit (
    id text primary key, at text not null, person_id text, action text not null, subject_kind text not null,
    subject_id text not null, detail text not null)`,
]

const indexes = [
  'create index auth_session_user on auth_session ("userId")',
  'create index person_unit on person (unit_id)',
  'create index area_parent on area (parent_id)',
  'create index area_succession_from on area_succession (from_area_id)',
  'create index area_succession_to on area_succession (to_area_id)',
  'create index work_sort on work (sort_key, id)',
  'create index work_parent on work (parent_work_id)',
  'create index version_work on version (work_id)',
  'create index version_source on version (source_sha256)',
  'create index version_state on version (state)',
  'create index upload_unit on upload (unit_id, state)',
  'create index rendition_source on rendition (source_sha256)',
  'create index document_subject on document (subject_kind, subject_id)',
  'create index approval_subject on approval (subject_kind, subject_id)',
  'create index remark_version on remark (version_id)',
  'create index slot_channel_day on slot (channel_id, day, starts_at)',
  'create index slot_work on slot (work_id)',
  'create index slot_first on slot (first_slot_id)',
  'create index delivery_version on delivery (version_id)',
  'create index playlist_item_order on playlist_item (playlist_id, position)',
  'create index playlist_item_work on playlist_item (work_id)',
  'create index package_playlist on package (playlist_id)',
  'create index package_target on package (target_kind, target_id)',
  'create index package_download_package on package_download (package_id)',
  'create index job_next on job (state, lane, priority, created_at)',
  'create index job_subject on job (subject_kind, subject_id)',
  'create index audit_subject on audit (subject_kind, subject_id)',
]

// History that nobody may rewrite.
const appendOnly = ['publication', 'audit', 'approval']

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...indexes]) await sql.raw(statement).execute(db)
  for (const table of appendOnly) {
    for (const verb of ['update', 'delete']) {
      await sql
        .raw(
          `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${table} is append-only'); end`,
        )
        .execute(db)
    }
  }
}
