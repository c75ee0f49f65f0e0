import { dayAt } from '../../clock.ts'
import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { emit } from '../../jobs/events.ts'
import { approvedFor } from '../../library/library.rules.ts'
import { type Version, versionById, versionsOf } from '../../library/versions.service.ts'
import { channels } from '../channels.queries.ts'
import { airedOf } from '../draft.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import { amendDays } from './amending.ts'
import { daysInForce, publishedDaysFrom } from './published-days.ts'
import type { ReplaceInput } from './publishing.schema.ts'
import type { PublishedNumber } from './publishing.service.ts'

/** A place on air that still holds an older recording of the same work and language. */
export interface OldUse {
  slotId: string
  day: string
  startsAt: string
  title: string
  durationMs: number
  /** The older version's number. */
  number: number
  /** Pinned in the draft, in the published day, or both. */
  draft: boolean
  published: boolean
  /** How much longer the new recording is than its place (ms); 0 where it fits. */
  overMs: number
}

interface ChannelUses {
  channelId: string
  channelName: string
  rows: OldUse[]
  seen: { day: string; number: number }[]
}

/** Every future place, drafted or published, that an approved version could take over from an older one. */
export async function usesOfOlder(db: DbOrTrx, now: string, versionId: string) {
  const version = found(await versionById(db, versionId))
  const older = await olderThan(db, version)
  const found_: ChannelUses[] = []
  for (const channel of await channels(db)) {
    const { rows, seen } = await usesOn(db, { channelId: channel.id, now, version, older })
    if (rows.length > 0) found_.push({ channelId: channel.id, channelName: channel.name, rows, seen })
  }
  const { id, number, workId, workTitle, language, durationMs } = version
  return {
    version: {
      id,
      number,
      workId,
      title: workTitle,
      language,
      durationMs,
      approved: approvedFor(version, 'tv'),
    },
    channels: found_,
    done: await replacementsOf(db, versionId),
  }
}

async function olderThan(db: DbOrTrx, version: Version): Promise<Version[]> {
  const all = await versionsOf(db, [version.workId])
  return all.filter((other) => other.language === version.language && other.number < version.number)
}

interface Where {
  channelId: string
  now: string
  version: Version
  older: readonly Version[]
}

async function usesOn(db: DbOrTrx, { channelId, now, version, older }: Where) {
  if (older.length === 0) return { rows: [], seen: [] }
  const numbers = new Map(older.map((other) => [other.id, other.number]))
  const rows = new Map<string, OldUse>()
  const overMs = (durationMs: number) => Math.max(0, version.durationMs - durationMs)
  const pinned = await db
    .selectFrom('slot')
    .innerJoin('work', 'work.id', 'slot.work_id')
    .select(['slot.id', 'slot.day', 'slot.starts_at', 'slot.duration_ms', 'slot.title', 'slot.version_id'])
    .select('work.title as work_title')
    .where('channel_id', '=', channelId)
    .where('version_id', 'in', [...numbers.keys()])
    .where('starts_at', '>', now)
    .execute()
  for (const slot of pinned)
    rows.set(slot.id, {
      slotId: slot.id,
      day: slot.day,
      startsAt: slot.starts_at,
      title: slot.title || slot.work_title,
      durationMs: slot.duration_ms,
      number: numbers.get(slot.version_id ?? '') ?? 0,
      draft: true,
      published: false,
      overMs: overMs(slot.duration_ms),
    })
  const days = await publishedDaysFrom(db, channelId, dayAt(now))
  const seen: ChannelUses['seen'] = []
  for (const { body, number } of days.values()) {
    const own = body.slots.filter((slot) => slot.startsAt > now && numbers.has(slot.version?.versionId ?? ''))
    if (own.length > 0) seen.push({ day: body.day, number })
    for (const slot of own)
      rows.set(slot.slotId, {
        slotId: slot.slotId,
        day: body.day,
        startsAt: slot.startsAt,
        title: slot.title,
        durationMs: slot.durationMs,
        number: numbers.get(slot.version?.versionId ?? '') ?? 0,
        draft: rows.has(slot.slotId),
        published: true,
        overMs: overMs(slot.durationMs),
      })
  }
  return { rows: [...rows.values()].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)), seen }
}

/** What undoing needs: which version stood in a slot before, in the draft and as published. */
interface ReplacedRow {
  slotId: string
  draftFrom: string | null
  published: { day: string; version: PlannedSlot['version'] } | null
}

/** Lets a version take over the ticked places of one channel: the draft's pins and the published days, in one transaction. */
export async function replaceVersion(
  deps: Deps,
  actor: Actor,
  channelId: string,
  { versionId, slotIds, seen }: ReplaceInput,
): Promise<{ id: string; published: PublishedNumber[] }> {
  return change(deps, actor, async (trx, record) => {
    const now = deps.clock.now()
    const version = found(await versionById(trx, versionId))
    if (!approvedFor(version, 'tv')) throw new DomainError('not_approved', { title: version.workTitle })
    const older = await olderThan(trx, version)
    const { rows: uses } = await usesOn(trx, { channelId, now, version, older })
    const wanted = uses.filter((use) => slotIds.includes(use.slotId))
    // A ticked place that holds the older version no longer was changed by somebody meanwhile.
    if (wanted.length < new Set(slotIds).size) throw new DomainError('stale', { channelId })
    const rows: ReplacedRow[] = []
    const days = new Map<string, Set<string>>()
    const inForce = await daysInForce(
      trx,
      channelId,
      wanted.map((use) => use.day),
    )
    for (const use of wanted) {
      const before = use.draft ? await pinOf(trx, use.slotId) : null
      const slot = use.published
        ? inForce.get(use.day)?.body.slots.find(({ slotId }) => slotId === use.slotId)
        : undefined
      if (slot) days.set(use.day, (days.get(use.day) ?? new Set()).add(use.slotId))
      rows.push({
        slotId: use.slotId,
        draftFrom: before,
        published: slot ? { day: use.day, version: slot.version } : null,
      })
      if (before !== null) await pin(trx, use.slotId, version.id, { by: actor.id, at: now })
    }
    const published = await republish(deps, trx, record, {
      channelId,
      by: actor.id,
      seen,
      days,
      versionOf: () => airedOf(version),
    })
    const id = newId()
    await trx
      .insertInto('version_replacement')
      .values({
        id,
        channel_id: channelId,
        work_id: version.workId,
        version_id: version.id,
        rows: JSON.stringify(rows),
        days: JSON.stringify(published),
        made_by: actor.id,
        made_at: now,
      })
      .execute()
    await emit(deps, trx, 'version.replaced', version.id, { versionId: version.id })
    await record({
      action: 'schedule.replace_version',
      subjectKind: 'slot',
      subjectId: channelId,
      detail: { versionId: version.id, rows: rows.length, days: published.map(({ day }) => day) },
    })
    return { id, published }
  })
}

async function pinOf(trx: Trx, slotId: string): Promise<string | null> {
  const row = await trx.selectFrom('slot').select('version_id').where('id', '=', slotId).executeTakeFirst()
  return row?.version_id ?? null
}

async function pin(trx: Trx, slotId: string, versionId: string, edited: { by: string; at: string }) {
  await trx
    .updateTable('slot')
    .set((eb) => ({
      version_id: versionId,
      revision: eb('revision', '+', 1),
      edited_by: edited.by,
      edited_at: edited.at,
    }))
    .where('id', '=', slotId)
    .execute()
}

interface Republished {
  channelId: string
  by: string
  seen: readonly { day: string; number: number }[]
  days: ReadonlyMap<string, ReadonlySet<string>>
  versionOf: (slotId: string) => PlannedSlot['version']
}

async function republish(
  deps: Deps,
  trx: Trx,
  record: Parameters<typeof amendDays>[2],
  { channelId, by, seen, days, versionOf }: Republished,
): Promise<PublishedNumber[]> {
  if (days.size === 0) return []
  return amendDays(deps, trx, record, {
    channelId,
    by,
    seen,
    days: new Map(
      [...days].map(([day, ids]) => [
        day,
        (slots) =>
          slots.map((slot) => (ids.has(slot.slotId) ? { ...slot, version: versionOf(slot.slotId) } : slot)),
      ]),
    ),
  })
}

/** Takes a replacement back: the older recordings stand where they stood, unless a day was published again since. */
export async function undoReplacement(deps: Deps, actor: Actor, id: string): Promise<PublishedNumber[]> {
  return change(deps, actor, async (trx, record) => {
    const made = found(
      await trx.selectFrom('version_replacement').selectAll().where('id', '=', id).executeTakeFirst(),
    )
    if (made.undone_at !== null) throw new DomainError('returned_already', { at: made.undone_at, by: '' })
    const rows = JSON.parse(made.rows) as ReplacedRow[]
    const at = deps.clock.now()
    for (const { slotId, draftFrom } of rows)
      if (draftFrom !== null && (await pinOf(trx, slotId)) === made.version_id)
        await pin(trx, slotId, draftFrom, { by: actor.id, at })
    const before = new Map(rows.map((row) => [row.slotId, row.published?.version ?? null]))
    const days = new Map<string, Set<string>>()
    for (const { slotId, published } of rows)
      if (published) days.set(published.day, (days.get(published.day) ?? new Set()).add(slotId))
    const published = await republish(deps, trx, record, {
      channelId: made.channel_id,
      by: actor.id,
      seen: JSON.parse(made.days) as PublishedNumber[],
      days,
      versionOf: (slotId) => before.get(slotId) ?? null,
    })
    await trx
      .updateTable('version_replacement')
      .set({ undone_by: actor.id, undone_at: at })
      .where('id', '=', id)
      .execute()
    await emit(deps, trx, 'version.replaced', made.version_id, { versionId: made.version_id })
    await record({
      action: 'schedule.undo_replacement',
      subjectKind: 'slot',
      subjectId: made.channel_id,
      detail: { replacementId: id },
    })
    return published
  })
}

async function replacementsOf(db: DbOrTrx, versionId: string) {
  const rows = await db
    .selectFrom('version_replacement')
    .innerJoin('channel', 'channel.id', 'version_replacement.channel_id')
    .innerJoin('person', 'person.id', 'version_replacement.made_by')
    .select(['version_replacement.id', 'rows', 'made_at', 'undone_at', 'channel.name as channel_name'])
    .select('person.name as made_by_name')
    .where('version_id', '=', versionId)
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    channelName: row.channel_name,
    rows: (JSON.parse(row.rows) as ReplacedRow[]).length,
    madeByName: row.made_by_name,
    madeAt: row.made_at,
    undoneAt: row.undone_at,
  }))
}
