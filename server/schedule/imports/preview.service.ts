import type { z } from 'zod'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { found } from '../../errors.ts'
import type { slotChange } from '../amending/amending.schema.ts'
import { channelById } from '../channels.queries.ts'
import { type DraftSlot, draftOf } from '../draft.ts'
import { besidePlanned, instantOf, timeOfDay } from '../schedule.rules.ts'
import { slotsOn } from '../slots.queries.ts'
import type { PreviewInput, ReadRow } from './imports.schema.ts'
import { type Match, titleMatcher } from './title-match.rules.ts'
import { type Compared, compareWeek, sameSecond, type Wanted } from './week-diff.rules.ts'

type Change = z.input<typeof slotChange>
type Row = ReadRow & Wanted & { at: number }

/** How long a row lasts that says nothing, and that no other row ends (ms). */
const UNTOLD_MS = 30 * 60_000
const LONGEST_UNTOLD_MS = 6 * 3600_000

/**
 * What reading a table in would do to the draft of its days, row by row, and the changes that do it: `POST
 * /slots/amend` takes them as they are. Nothing is kept here.
 */
export async function previewImport(db: DbOrTrx, channelId: string, { rows, takeOut }: PreviewInput) {
  const channel = found(await channelById(db, channelId))
  const days = [...new Set(rows.map((row) => row.day))].sort()
  const slots = (await draftOf(db, await slotsOn(db, channelId, days))).map(standing)
  const wanted: Row[] = rows.map((row, at) => {
    const startsAt = instantOf(row.day, row.start, channel.dayStartsMin)
    const billedAt =
      row.billed != null
        ? besidePlanned(instantOf(row.day, row.billed, channel.dayStartsMin), startsAt)
        : row.billed
    return { ...row, at, startsAt, billedAt }
  })
  const { rows: compared, left } = compareWeek(wanted, slots)
  const works = await db
    .selectFrom('work')
    .select(['id', 'title', 'short_name as shortName'])
    .where('withdrawn_at', 'is', null)
    .execute()
  const match = titleMatcher(works)
  const titles = new Map(works.map((work) => [work.id, work.title]))
  const named = (id: string) => ({ id, title: titles.get(id) ?? '' })
  const told = wanted.map((row, at) => {
    const { state, slot, fields } = compared[at] ?? { state: 'added' as const, slot: null, fields: [] }
    const meant = meaning(row, { slot, fields }, match)
    return { row, state, slot, fields, meant, id: slot?.id ?? newId() }
  })
  const changes: Change[] = told.flatMap((of): Change[] => {
    if (of.state === 'same') return []
    if (of.slot) return [edited(of.row, of.slot, of.fields, of.meant)]
    return [placed(of.row, of.id, { workId: of.meant.workId, firstSlotId: firstRunOf(of, told), wanted })]
  })
  const out: Change[] = takeOut
    ? left.map(({ id, revision }) => ({ do: 'remove' as const, id, revision }))
    : []
  return {
    rows: told.map(({ row, state, slot, fields, meant }) => ({
      line: row.line,
      state,
      day: row.day,
      startsAt: row.startsAt,
      title: row.title,
      durationMs: row.durationMs,
      run: row.run ?? slot?.run ?? ('first' as const),
      before: slot && {
        day: slot.day,
        startsAt: slot.startsAt,
        title: slot.title,
        durationMs: slot.durationMs,
      },
      fields,
      work: meant.workId === null ? null : named(meant.workId),
      doubts: meant.doubts.map(named),
    })),
    left: left.map(({ id, day, startsAt, title }) => ({ id, day, startsAt, title })),
    changes: [...out, ...changes],
  }
}

/** A slot with the language that would air, which is what tables say. */
const standing = (slot: DraftSlot) => ({ ...slot, language: slot.language ?? slot.version?.language ?? null })
type Standing = ReturnType<typeof standing>

/** The work a row means: the one a person chose, the slot's own, or the one that is called so. */
function meaning(
  row: Row,
  { slot, fields }: Pick<Compared<Standing>, 'slot' | 'fields'>,
  match: (title: string) => Match,
): Match {
  const known = match(row.title)
  if (row.workId !== undefined) return { workId: row.workId, doubts: known.doubts }
  if (slot && !fields.includes('title')) return { workId: slot.workId, doubts: [] }
  if (row.kind !== undefined && row.kind !== 'work') return { workId: null, doubts: [] }
  return known
}

interface Told {
  row: Row
  slot: Standing | null
  meant: Match
  id: string
}

/** A repeat of a work is tied to its first run, where that stands before it in the same table. */
function firstRunOf({ row, meant }: Told, all: readonly Told[]): string | null {
  if (row.run !== 'repeat' || meant.workId === null) return null
  const first = all.find(
    (of) => of.meant.workId === meant.workId && of.row.run !== 'repeat' && of.row.startsAt < row.startsAt,
  )
  return first?.id ?? null
}

function placed(
  row: Row,
  id: string,
  { workId, firstSlotId, wanted }: { workId: string | null; firstSlotId: string | null; wanted: Row[] },
): Change {
  const kind = workId !== null ? 'work' : row.kind === undefined || row.kind === 'work' ? 'title' : row.kind
  return {
    do: 'place',
    id,
    day: row.day,
    start: timeOfDay(row.startsAt),
    durationMs: row.durationMs ?? untilNext(row, wanted),
    kind,
    workId,
    title: workId === null ? row.title : '',
    run: row.run ?? 'first',
    firstSlotId,
    note: row.note ?? '',
    ...(row.billedAt ? { billed: timeOfDay(row.billedAt) } : {}),
    ...(row.language ? { language: row.language } : {}),
  }
}

function untilNext(row: Row, rows: readonly Row[]): number {
  const later = rows.filter((other) => other.startsAt > row.startsAt).map((other) => other.startsAt)
  const next = later.sort()[0]
  const ms = next === undefined ? UNTOLD_MS : Date.parse(next) - Date.parse(row.startsAt)
  return ms > LONGEST_UNTOLD_MS ? UNTOLD_MS : ms
}

function edited(row: Row, slot: Standing, fields: readonly string[], meant: Match): Change {
  const has = (field: string) => fields.includes(field)
  const moved = !sameSecond(row.startsAt, slot.startsAt)
  const other = has('title') || has('workId')
  return {
    do: 'edit',
    id: slot.id,
    revision: slot.revision,
    ...(moved ? { day: row.day, start: timeOfDay(row.startsAt), startMode: 'fixed' as const } : {}),
    ...(has('durationMs') && row.durationMs !== null ? { durationMs: row.durationMs } : {}),
    ...(has('run') && row.run ? { run: row.run, ...(row.run === 'first' ? { firstSlotId: null } : {}) } : {}),
    ...(has('language') && row.language ? { language: row.language } : {}),
    ...(has('note') && row.note !== undefined ? { note: row.note } : {}),
    ...(has('kind') && row.kind ? { kind: row.kind } : {}),
    ...(has('billedAt') ? { billed: row.billedAt ? timeOfDay(row.billedAt) : null } : {}),
    ...(other ? named(row, slot, meant) : {}),
  }
}

/** Another programme at the same place: a work of the library, or its title alone. */
const named = (row: Row, slot: Standing, { workId }: Match) =>
  workId === null
    ? {
        kind: slot.kind === 'work' ? ('title' as const) : (row.kind ?? slot.kind),
        workId: null,
        versionId: null,
        title: row.title,
        ...(slot.kind === 'work' ? { firstSlotId: null } : {}),
      }
    : { kind: 'work' as const, workId, versionId: null, title: '', firstSlotId: null }
