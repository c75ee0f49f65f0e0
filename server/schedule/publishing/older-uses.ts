import { dayAt } from '../../clock.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { found } from '../../errors.ts'
import { approvedFor } from '../../library/library.rules.ts'
import { type Version, versionById, versionsOf } from '../../library/versions.service.ts'
import { channels } from '../channels.queries.ts'
import { publishedDaysFrom } from './published-days.ts'
import { replacementsOf } from './replacements.queries.ts'

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

export async function olderThan(db: DbOrTrx, version: Version): Promise<Version[]> {
  const all = await versionsOf(db, [version.workId])
  return all.filter((other) => other.language === version.language && other.number < version.number)
}

interface Where {
  channelId: string
  now: string
  version: Version
  older: readonly Version[]
}

export async function usesOn(db: DbOrTrx, { channelId, now, version, older }: Where) {
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
