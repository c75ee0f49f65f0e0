import type { DbOrTrx } from '../db/open.ts'
import { approvedFor } from '../library/library.rules.ts'
import { type Version, versionsOf } from '../library/versions.service.ts'
import { billedApart } from './billed.rules.ts'
import { versionToAir } from './plan.rules.ts'
import type { PlannedSlot } from './schedule.schema.ts'
import { repeatsOf, type Slot } from './slots.queries.ts'

/** A slot of the draft, with what would air in it if its day were published now. */
export interface DraftSlot extends Slot {
  version: Version | null
  /** Keeps the place of a work that has no version approved for television (giữ chỗ). */
  placeholder: boolean
  /** A version was named by hand and is not approved: publishing is refused. */
  pinNotApproved: boolean
  /** How far the work's newest version is, where it only keeps the place. */
  reviewState: Version['state'] | null
  repeatIds: string[]
}

export async function draftOf(db: DbOrTrx, slots: readonly Slot[]): Promise<DraftSlot[]> {
  const works = [...new Set(slots.flatMap((slot) => slot.workId ?? []))]
  const versions = Map.groupBy(await versionsOf(db, works), (version) => version.workId)
  const repeats = Map.groupBy(
    await repeatsOf(
      db,
      slots.map((slot) => slot.id),
    ),
    (repeat) => repeat.firstSlotId,
  )
  return slots.map((slot) => {
    const ofWork = versions.get(slot.workId ?? '') ?? []
    const approved = ofWork.filter((version) => approvedFor(version, 'tv'))
    const version = slot.kind === 'work' ? (versionToAir(approved, slot) ?? null) : null
    const waiting = slot.kind === 'work' && version === null
    return {
      ...slot,
      version,
      placeholder: waiting && slot.versionId === null,
      pinNotApproved: waiting && slot.versionId !== null,
      reviewState: waiting ? (ofWork.at(-1)?.state ?? null) : null,
      repeatIds: (repeats.get(slot.id) ?? []).map((repeat) => repeat.id),
    }
  })
}

/** What airs, as it is pinned. */
export const airedOf = (version: Version): NonNullable<PlannedSlot['version']> => ({
  versionId: version.id,
  contentId: version.contentId,
  sourceSha256: version.sourceSha256,
  inMs: version.inMs,
  outMs: version.outMs,
  durationMs: version.durationMs,
})

/** The row as it is published: pinned to the version's content, or without one where it only keeps the place. */
export function planned(slot: DraftSlot): PlannedSlot {
  const { version } = slot
  return {
    slotId: slot.id,
    startsAt: slot.startsAt,
    ...(slot.billedAt !== null && billedApart(slot) && { billedAt: slot.billedAt }),
    endsAt: slot.endsAt,
    durationMs: slot.durationMs,
    kind: slot.kind,
    title: slot.title,
    workId: slot.workId,
    language: slot.language ?? version?.language ?? null,
    run: slot.run,
    firstSlotId: slot.firstSlotId,
    note: slot.note,
    version: version && airedOf(version),
  }
}
