import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { emit } from '../../jobs/events.ts'
import { approvedFor } from '../../library/library.rules.ts'
import { versionById } from '../../library/versions.service.ts'
import { airedOf } from '../draft.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import { amendDays } from './amending.ts'
import { olderThan, usesOn } from './older-uses.ts'
import { daysInForce } from './published-days.ts'
import type { ReplaceInput } from './publishing.schema.ts'
import type { PublishedNumber } from './publishing.service.ts'
import type { ReplacedRow } from './replacements.queries.ts'

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
