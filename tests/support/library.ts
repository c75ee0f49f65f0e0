import { fold, sortKey } from '../../server/db/folding.ts'
import { newId } from '../../server/db/ids.ts'
import type { NewRow } from '../../server/db/tables.ts'
import type { Deps } from '../../server/deps.ts'
import { canonicalJson } from '../../server/storage/canonical.rules.ts'
import { sha256Of } from '../../server/storage/canonical.ts'

/** A work of the troupe's, straight in the database. */
export async function aWork(deps: Deps, values: Partial<NewRow<'work'>> = {}) {
  const at = deps.clock.now()
  const title = values.title ?? 'Âm vang miền biên cương'
  const row: NewRow<'work'> = {
    id: newId(),
    kind: 'programme',
    title,
    short_name: title,
    sort_key: sortKey(title),
    folded: fold(title),
    credits: '[]',
    unit_id: 'unit-troupe',
    created_by: 'person-producer',
    created_at: at,
    updated_at: at,
    ...values,
  }
  await deps.db.insertInto('work').values(row).execute()
  return row
}

/** An analysed source of the given length; its bytes exist only when a test puts them into the store. */
export async function aSource(deps: Deps, values: Partial<NewRow<'source'>> = {}) {
  const row: NewRow<'source'> = {
    sha256: sha256Of(newId()),
    size_bytes: 1000,
    file_name: 'ban-ghi.mp4',
    kind: 'video',
    state: 'ready',
    facts: JSON.stringify({
      container: 'mov,mp4',
      durationMs: 60_000,
      startMs: 0,
      sizeBytes: 1000,
      sound: [],
    }),
    analysis: JSON.stringify({ recipe: { name: 'analyse', version: 1 }, loudness: null, findings: [] }),
    duration_ms: 60_000,
    unit_id: 'unit-troupe',
    arrived_at: deps.clock.now(),
    ...values,
  }
  await deps.db.insertInto('source').values(row).execute()
  return row
}

/** A version of a work, a fresh work and source unless given; approved only where `approvedUses` says so. */
export async function aVersion(
  deps: Deps,
  options: {
    work?: { id: string }
    source?: { sha256: string }
    language?: string | null
    durationMs?: number
    approvedUses?: ('tv' | 'loudspeaker')[]
    values?: Partial<NewRow<'version'>>
  } = {},
) {
  const work = options.work ?? (await aWork(deps))
  const source = options.source ?? (await aSource(deps, { duration_ms: options.durationMs ?? 60_000 }))
  const language = options.language === undefined ? 'vi' : options.language
  const { n } = await deps.db
    .selectFrom('version')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('work_id', '=', work.id)
    .executeTakeFirstOrThrow()
  const at = deps.clock.now()
  const row: NewRow<'version'> = {
    id: newId(),
    work_id: work.id,
    number: Number(n) + 1,
    language,
    source_sha256: source.sha256,
    in_ms: null,
    out_ms: null,
    content_id: sha256Of(
      canonicalJson({ in: null, language, out: null, source: source.sha256, work: work.id }),
    ),
    state: options.approvedUses ? 'approved' : 'draft',
    approved_uses: JSON.stringify(options.approvedUses ?? []),
    uploaded_by: 'person-producer',
    last_edited_by: 'person-producer',
    created_at: at,
    updated_at: at,
    ...options.values,
  }
  await deps.db.insertInto('version').values(row).execute()
  return row
}
