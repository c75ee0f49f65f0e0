import type { Trx } from '../../db/open.ts'
import { DomainError } from '../../errors.ts'
import { approvedFor } from '../../library/library.rules.ts'
import { versionsOf } from '../../library/versions.service.ts'
import { assertRights } from '../conflicts/rights-wall.ts'
import { changesBetween } from './changes.rules.ts'
import { daysInForce, type PublishedDay } from './published-days.ts'
import { assertNoOverlap, type DayToPublish } from './publishing.service.ts'

/** What was decided on earlier must still hold now: nobody published since, nothing overlaps, every approval stands. */
export async function assertStillGood(
  trx: Trx,
  channelId: string,
  ready: readonly DayToPublish[],
  now: string,
): Promise<void> {
  const bodies = ready.map(({ body }) => body)
  const inForce = await daysInForce(
    trx,
    channelId,
    bodies.map((body) => body.day),
  )
  for (const { body, baseNumber } of ready)
    assertNotOvertaken(inForce.get(body.day), { day: body.day, number: baseNumber })
  await assertNoOverlap(trx, channelId, bodies)
  await assertRights(trx, bodies, now)
  await assertApproved(trx, ready)
}

/** Every recording that is named is approved for television, for the very content that is named. */
async function assertApproved(trx: Trx, ready: readonly DayToPublish[]): Promise<void> {
  const slots = ready.flatMap(({ body }) => body.slots)
  const versions = await versionsOf(trx, [...new Set(slots.flatMap((slot) => slot.workId ?? []))])
  for (const { version: pinned, title } of slots) {
    if (!pinned) continue
    const version = versions.find(({ id }) => id === pinned.versionId)
    if (!version || !approvedFor(version, 'tv')) throw new DomainError('not_approved', { title })
    if (version.contentId !== pinned.contentId) throw new DomainError('content_changed', { title })
  }
}

/** Refused where somebody published the day after it was looked at; tells who, when and what they changed. */
export function assertNotOvertaken(
  now: PublishedDay | undefined,
  seen: { day: string; number: number; slots?: PublishedDay['body']['slots'] },
): void {
  if ((now?.number ?? 0) === seen.number) return
  throw new DomainError('stale', {
    day: seen.day,
    seen: seen.number,
    published: now && {
      number: now.number,
      by: now.publishedByName,
      at: now.publishedAt,
      changes: seen.slots ? changesBetween([{ day: seen.day, slots: seen.slots }], [now.body]) : [],
    },
  })
}
