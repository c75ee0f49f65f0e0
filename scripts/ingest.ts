// Takes a recording in from a disk, as an upload would: ./scripts/ingest PATH [--title T] [--kind K] [--language L] [--work ID]
// [--urgent] [--even-if-cut] [--as LOGIN] [--data DIR]. Works beside a running server; its worker then looks at the recording.
import { realpath, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../server/config.ts'
import type { Deps } from '../server/deps.ts'
import { DomainError } from '../server/errors.ts'
import { createLive } from '../server/http/live.ts'
import type { Actor } from '../server/http/permissions.rules.ts'
import { openPlain } from '../server/library/ingest/folders.ts'
import { takeNow } from '../server/library/ingest/ingest.service.ts'
import { titleOf } from '../server/library/library.rules.ts'
import { uploadById } from '../server/library/uploads/uploads.queries.ts'
import { languageFromName } from '../server/library/uploads/uploads.rules.ts'
import { takeFile } from '../server/library/uploads/uploads.schema.ts'
import { unwire, wire } from '../server/wiring.ts'
import { say } from '../server/words/words.ts'

const language = process.env.LANG?.startsWith('en') ? 'en' : 'vi'
const tell = (key: string, values: Record<string, unknown> = {}) =>
  say(language, `uploads.ingest_${key}`, values)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    title: { type: 'string' },
    kind: { type: 'string' },
    language: { type: 'string' },
    work: { type: 'string' },
    urgent: { type: 'boolean' },
    'even-if-cut': { type: 'boolean' },
    as: { type: 'string' },
    data: { type: 'string' },
  },
})
const [path] = positionals
if (!path) {
  console.error(
    './scripts/ingest PATH [--title T] [--kind K] [--language L] [--work ID] [--urgent] [--as LOGIN] [--data DIR]',
  )
  process.exit(2)
}

const dataDir = resolve(values.data ?? process.env.VANG_DATA ?? resolve(import.meta.dirname, '../data'))
if (!(await stat(join(dataDir, 'vang.db')).catch(() => undefined))) fail(tell('no_data', { path: dataDir }))
const deps = await wire(readConfig({ ...process.env, VANG_DATA: dataDir }), createLive())
try {
  await ingest(deps, path)
} catch (error) {
  if (!(error instanceof DomainError)) throw error
  process.stdout.write('\n')
  fail(say(language, `errors.${error.code}`, error.details))
} finally {
  await unwire(deps)
}

async function ingest(deps: Deps, given: string): Promise<void> {
  const actor = await producer(deps, values.as)
  const real = await realpath(given).catch(() => fail(tell('not_file', { path: given })))
  const file = await openPlain(real)
  const input = takeFile.parse({
    path: real,
    title: values.title ?? titleOf(real.split('/').at(-1) ?? real),
    kind: values.kind ?? 'announcement',
    language: values.language === 'none' ? null : (values.language ?? languageFromName(real) ?? 'vi'),
    ...(values.work ? { workId: values.work } : {}),
    urgent: values.urgent ?? false,
    evenIfCut: values['even-if-cut'] ?? false,
  })
  try {
    const { size } = await file.stat()
    const id = await takeNow(deps, actor, input, file, progressLine(size))
    process.stdout.write('\n')
    const taken = await uploadById(deps.db, id)
    console.log(tell('done', { title: input.title, sha256: taken?.sourceSha256 }))
  } finally {
    await file.close()
  }
}

/** A line that rewrites itself: how far, how fast, how long. */
function progressLine(sizeBytes: number): (fraction: number) => void {
  const began = performance.now()
  let toldAt = 0
  const gigabytes = (bytes: number) =>
    `${(bytes / 1e9).toFixed(2).replace('.', language === 'vi' ? ',' : '.')} GB`
  return (fraction) => {
    const now = performance.now()
    if (now - toldAt < 250 && fraction < 1) return
    toldAt = now
    const seconds = Math.ceil(((now - began) / 1000) * (1 / fraction - 1))
    const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    const percent = Math.floor(fraction * 100)
    const line = tell('progress', {
      percent,
      done: gigabytes(sizeBytes * fraction),
      total: gigabytes(sizeBytes),
      left,
    })
    process.stdout.write(`\r${line.padEnd(70)}`)
  }
}

/** In whose name it is taken in: a producer by sign-in name, else the first there is. */
async function producer(deps: Deps, login: string | undefined): Promise<Actor> {
  const row = await deps.reads
    .selectFrom('person')
    .select(['id', 'name', 'unit_id', 'languages'])
    .where('role', '=', 'producer')
    .where('active', '=', 1)
    .$if(login !== undefined, (query) => query.where('login', '=', login ?? ''))
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  if (!row) return fail(tell('no_person', { login: login ?? '' }))
  const { id, name, unit_id: unitId } = row
  return { id, name, role: 'producer', unitId, languages: JSON.parse(row.languages) as string[], teamIds: [] }
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
