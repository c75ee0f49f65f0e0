// What it costs to work out a year of rows that return beside reading as many stored rows, and how full gaps come out.
import { join } from 'node:path'
import { addDays } from '../../server/calendar/days.rules.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openReader, openWriter } from '../../server/db/open.ts'
import { type Filler, fillGap } from '../../server/schedule/filling/filling.rules.ts'
import { expand, type Occurrence, type Recurring } from '../../server/schedule/templates/recurrence.rules.ts'
import { alternate, type BenchRow, randomly, row } from './rows.ts'

const zone = 'Asia/Ho_Chi_Minh'
const YEAR = { from: '2026-01-01', to: '2027-01-01' }
const RULES = 50
const TIMES = 9
const SEEDS = 10
const GAPS = 40
const CLIPS = 50

export async function planRows(dir: string, seed: number): Promise<BenchRow[]> {
  return [...fillRows(seed), await recurrenceRow(dir, seed)]
}

/** A station's grid: rows by weekday all round the clock, some every other week, some with exceptions, some meeting. */
function aGrid(random: () => number): Recurring[] {
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  return Array.from({ length: RULES }, (_, i) => ({
    id: `row ${i}`,
    weekdays: [1, 2, 3, 4, 5, 6, 7].filter(() => random() < 0.7),
    everyWeeks: random() < 0.2 ? 2 : 1,
    secondsOfDay: Math.floor((i * 86_400) / RULES / 300) * 300,
    durationMs: whole(1, 6) * 300_000,
    validFrom: addDays(YEAR.from, -whole(0, 60)),
    validTo: random() < 0.2 ? addDays(YEAR.from, whole(100, 360)) : null,
    priority: whole(0, 2),
    exceptions: Array.from({ length: whole(0, 4) }, (_, n) =>
      n % 2 === 0
        ? { day: addDays(YEAR.from, n * 80 + whole(0, 70)), kind: 'skip' as const }
        : {
            day: addDays(YEAR.from, n * 80 + whole(0, 70)),
            kind: 'change' as const,
            secondsOfDay: whole(0, 86_000),
            durationMs: 600_000,
          },
    ),
  }))
}

/** Each expansion is set against Kysely reading as many slots, all columns, in the order of time. */
async function recurrenceRow(dir: string, seed: number): Promise<BenchRow> {
  const ratios: number[] = []
  for (let i = 0; i < SEEDS; i++) {
    const rules = aGrid(randomly(seed + i))
    const occurrences = expand(rules, YEAR, { zone })
    const path = join(dir, `year-${i}.db`)
    await stored(path, occurrences)
    const db = openReader(path)
    const read = async () => {
      const from = performance.now()
      const rows = await db.selectFrom('slot').selectAll().orderBy('day').orderBy('starts_at').execute()
      const took = performance.now() - from
      if (rows.length !== occurrences.length) throw new Error(`${rows.length} rows of ${occurrences.length}`)
      return took
    }
    const work = async () => {
      const from = performance.now()
      const again = expand(rules, YEAR, { zone })
      const took = performance.now() - from
      if (again.length !== occurrences.length) throw new Error('not the same again')
      return took
    }
    ratios.push(...(await alternate(TIMES, work, read)))
    await db.destroy()
  }
  return row('recurrence_vs_row_read', 'ratio', ratios)
}

async function stored(path: string, occurrences: readonly Occurrence[]): Promise<void> {
  const db = openWriter(path)
  await migrate(db)
  const at = '2026-01-01T00:00:00.000Z'
  await db
    .insertInto('unit')
    .values({ id: 'unit', name: 'unit', sort_key: 'unit', kind: 'troupe', created_at: at })
    .execute()
  await db
    .insertInto('auth_user')
    .values({ id: 'one', name: 'one', email: 'one@vang.invalid', createdAt: at, updatedAt: at })
    .execute()
  await db
    .insertInto('person')
    .values({
      id: 'one',
      login: 'one',
      name: 'one',
      sort_key: 'one',
      folded: 'one',
      unit_id: 'unit',
      role: 'scheduler',
      languages: '[]',
      created_at: at,
      updated_at: at,
    })
    .execute()
  await db
    .insertInto('channel')
    .values({ id: 'tv', name: 'tv', deadline: '{}', signature: '{}', created_at: at })
    .execute()
  const rows = occurrences.map((occurrence, i) => ({
    id: `slot ${i}`,
    channel_id: 'tv',
    day: occurrence.day,
    starts_at: occurrence.startsAt,
    ends_at: occurrence.endsAt,
    duration_ms: occurrence.durationMs,
    kind: 'title' as const,
    work_id: null,
    version_id: null,
    title: `Chương trình ${occurrence.ruleId}`,
    language: null,
    run: 'first' as const,
    first_slot_id: null,
    edited_by: 'one',
    edited_at: at,
  }))
  await db.transaction().execute(async (trx) => {
    for (let i = 0; i < rows.length; i += 500)
      await trx
        .insertInto('slot')
        .values(rows.slice(i, i + 500))
        .execute()
  })
  await db.destroy()
}

/** Gaps of 1 to 15 minutes and 50 clips of 5 s to 5 min, log-uniform; what is longer than its gap ends the bench. */
function fillRows(seed: number): BenchRow[] {
  const shares: number[] = []
  for (let i = 0; i < SEEDS; i++) {
    const random = randomly(seed * 1000 + i)
    const fillers: Filler[] = Array.from({ length: CLIPS }, (_, n) => ({
      versionId: `version ${n}`,
      workId: `work ${n}`,
      title: `clip ${n}`,
      durationMs: Math.round(5000 * 60 ** random()),
      artists: [],
      lastAt: null,
    }))
    for (let n = 0; n < GAPS; n++) {
      const durationMs = Math.round(60_000 + random() * 840_000)
      const gap = { startsAt: '2026-03-01T13:00:00.000Z', durationMs }
      const filling = fillGap(gap, fillers, [], { sameWorkHours: 0, sameArtistMinutes: 0 })
      const filledMs = filling.clips.reduce((sum, { filler }) => sum + filler.durationMs, 0)
      if (filledMs > durationMs) throw new Error(`Filled ${filledMs} ms of ${durationMs} ms`)
      shares.push(filledMs / durationMs)
    }
  }
  const worst = Math.min(...shares)
  return [row('fill_median', 'share', shares), row('fill_worst', 'share', [worst])]
}
