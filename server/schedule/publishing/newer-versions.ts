import { dayAt } from '../../clock.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { approvedFor } from '../../library/library.rules.ts'
import { type Version, versionsOf } from '../../library/versions.service.ts'
import { publishedDaysFrom } from './published-days.ts'

/** Approved versions that could take over from older ones in a channel's future, with how many places still hold those. */
export async function newerVersions(db: DbOrTrx, channelId: string, now: string) {
  const places = new Map<string, { workId: string; versionId: string }>()
  const pinned = await db
    .selectFrom('slot')
    .select(['id', 'work_id', 'version_id'])
    .where('channel_id', '=', channelId)
    .where('version_id', 'is not', null)
    .where('starts_at', '>', now)
    .execute()
  for (const { id, work_id: workId, version_id: versionId } of pinned)
    if (workId && versionId) places.set(id, { workId, versionId })
  for (const { body } of (await publishedDaysFrom(db, channelId, dayAt(now))).values())
    for (const { slotId, startsAt, workId, version } of body.slots)
      if (startsAt > now && workId && version) places.set(slotId, { workId, versionId: version.versionId })
  const all = await versionsOf(db, [...new Set([...places.values()].map(({ workId }) => workId))])
  const counts = new Map<Version, number>()
  for (const { versionId } of places.values()) {
    const held = all.find(({ id }) => id === versionId)
    const newer = held && newestAfter(all, held)
    if (newer) counts.set(newer, (counts.get(newer) ?? 0) + 1)
  }
  return [...counts].map(([{ id, number, workTitle }, count]) => ({
    versionId: id,
    number,
    title: workTitle,
    count,
  }))
}

const newestAfter = (all: readonly Version[], held: Version) =>
  all
    .filter(
      (other) =>
        other.workId === held.workId &&
        other.language === held.language &&
        other.number > held.number &&
        approvedFor(other, 'tv'),
    )
    .sort((a, b) => b.number - a.number)[0]
