import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { publicationById } from '../../publications/publications.service.ts'
import { draftOf } from '../draft.ts'
import {
  deleteSlots,
  insertSlots,
  linkRepeats,
  repeatsOf,
  type Slot,
  slotsById,
  slotsOn,
} from '../slots.queries.ts'
import { asDay } from './published-days.ts'

/**
 * Lays the draft of a day as it was once published, so that it can be published anew: history itself never changes.
 * Each recording that aired then is pinned where another one would be chosen today.
 */
export async function restoreAsDraft(deps: Deps, actor: Actor, publicationId: string): Promise<Slot[]> {
  return change(deps, actor, async (trx, record) => {
    const publication = found(await publicationById(trx, publicationId))
    if (publication.kind !== 'day') throw new DomainError('not_found')
    const { channelId, day, slots } = asDay(publication).body
    const standing = new Map((await slotsOn(trx, channelId, [day])).map((slot) => [slot.id, slot]))
    const replaced = [...standing.keys()]
    const repeats = (await repeatsOf(trx, replaced)).filter((slot) => slot.day !== day)
    await deleteSlots(trx, replaced)
    // A slot that has moved to another day since then lives on there; here it is laid anew.
    const elsewhere = new Set(
      (
        await slotsById(
          trx,
          slots.map((slot) => slot.slotId),
        )
      ).map((slot) => slot.id),
    )
    const kept = slots.flatMap((slot) => slot.firstSlotId ?? [])
    const firsts = new Set([
      ...(await slotsById(trx, kept)).map((slot) => slot.id),
      ...slots.map((slot) => slot.slotId),
    ])
    const ids = new Map(
      slots.map((slot) => [slot.slotId, elsewhere.has(slot.slotId) ? newId() : slot.slotId]),
    )
    const titles = await titlesOf(
      trx,
      slots.flatMap((slot) => slot.workId ?? []),
    )
    // First runs before their repeats, which refer to them.
    const inOrder = [...slots].sort((a, b) => Number(a.firstSlotId !== null) - Number(b.firstSlotId !== null))
    await insertSlots(
      trx,
      inOrder.map((slot) => ({
        id: ids.get(slot.slotId) ?? newId(),
        channel_id: channelId,
        day,
        starts_at: slot.startsAt,
        ends_at: slot.endsAt,
        duration_ms: slot.durationMs,
        kind: slot.kind,
        work_id: slot.workId,
        version_id: slot.version?.versionId ?? null,
        title: titles.get(slot.workId ?? '') === slot.title ? '' : slot.title,
        language: slot.language,
        run: slot.run,
        first_slot_id:
          slot.firstSlotId !== null && firsts.has(slot.firstSlotId)
            ? (ids.get(slot.firstSlotId) ?? slot.firstSlotId)
            : null,
        note: slot.note,
        billed_at: slot.billedAt ?? null,
        ...unpublished(standing.get(slot.slotId)),
        edited_by: actor.id,
        edited_at: deps.clock.now(),
      })),
    )
    // Repeats on other days lost their tie when their first run was taken out.
    for (const first of await slotsOn(trx, channelId, [day])) {
      const own = repeats.filter((repeat) => repeat.firstSlotId === first.id)
      await linkRepeats(
        trx,
        first.id,
        own.map((repeat) => repeat.id),
      )
    }
    await unpinUsual(trx, channelId, day)
    await record({
      action: 'schedule.restore',
      subjectKind: 'slot',
      subjectId: channelId,
      detail: { day, publicationId, number: publication.number },
    })
    return slotsOn(trx, channelId, [day])
  })
}

/**
 * What a publication does not hold of a row, and what going back is not about: it stays as it stands. Of a row that
 * stands no more it is as of a new one, said in full: rows that are written together name the same columns.
 */
const unpublished = (slot: Slot | undefined) => ({
  start_mode: slot?.startMode ?? ('fixed' as const),
  gap_policy: slot?.gapPolicy ?? null,
  station_answer: slot?.stationAnswer ?? ('none' as const),
  station_note: slot?.stationNote ?? '',
  template_row_id: slot?.templateRowId ?? null,
  // No number is used twice, or an older page would not notice that somebody was faster.
  revision: (slot?.revision ?? 0) + 1,
})

async function titlesOf(trx: Trx, workIds: string[]): Promise<Map<string, string>> {
  if (workIds.length === 0) return new Map()
  const works = await trx.selectFrom('work').select(['id', 'title']).where('id', 'in', workIds).execute()
  return new Map(works.map((work) => [work.id, work.title]))
}

/** Takes the pin off where the free choice is the same recording: the slot then follows newer approvals again. */
async function unpinUsual(trx: Trx, channelId: string, day: string): Promise<void> {
  const slots = await slotsOn(trx, channelId, [day])
  const free = await draftOf(
    trx,
    slots.map((slot) => ({ ...slot, versionId: null })),
  )
  const usual = free.filter((slot, i) => slot.version !== null && slot.version.id === slots[i]?.versionId)
  if (usual.length === 0) return
  await trx
    .updateTable('slot')
    .set({ version_id: null })
    .where(
      'id',
      'in',
      usual.map((slot) => slot.id),
    )
    .execute()
}
