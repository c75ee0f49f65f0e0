import { limitBreaks, minutesAllowed, type RuledPlace } from '../areas/loudspeaker/limits.rules.ts'
import { ruledPlaces } from '../areas/loudspeaker/limits.service.ts'
import type { DbOrTrx } from '../db/open.ts'
import { DomainError } from '../errors.ts'
import { inForce } from '../publications/publications.service.ts'
import { goesFirst, meetingAt, overriddenIn, sessionMsOf, useOf } from './loudspeaker-use.rules.ts'
import { type PlaylistBody, playlistBody } from './playlist-body.schema.ts'
import type { Resolution } from './resolution.schema.ts'

/** Every limit that a list passes over, place by place of its targets. */
export async function breaksOf(db: DbOrTrx, body: PlaylistBody) {
  const placesOf = await ruledPlaces(db, body.targets)
  return body.targets.map((target) => {
    const places = placesOf(target)
    const { bulletinClass, validFrom } = body
    const minutes = places.flatMap((place) => minutesAllowed(place, validFrom, bulletinClass) ?? [])
    return {
      target: target.name,
      breaks: limitBreaks(places, useOf(body, target)),
      allowedMinutes: minutes.length > 0 ? Math.min(...minutes) : null,
      hasQuietHours: places.some(hasQuietHours),
    }
  })
}

const hasQuietHours = (place: RuledPlace) => place.rules.some(({ limits }) => limits.quiet.length > 0)

/** The body as it is published: with what it passes over and why. In quiet hours nothing is published without a reason. */
export async function withOverride(
  db: DbOrTrx,
  body: PlaylistBody,
  reason: string | undefined,
): Promise<PlaylistBody> {
  const found = await breaksOf(db, body)
  const quiet = found.flatMap(({ breaks }) => breaks).find(({ limit }) => limit === 'quiet')
  if (quiet && reason === undefined)
    throw new DomainError('quiet_hours', { name: quiet.place, allowed: quiet.allowed, breaks: found })
  const breaks = overriddenIn(found)
  return { ...body, override: reason !== undefined && breaks.length > 0 ? { reason, breaks } : null }
}

/** Whatever way a body is published, a session in quiet hours needs its reason. */
export async function assertReasoned(db: DbOrTrx, body: PlaylistBody): Promise<void> {
  if (!body.override) await withOverride(db, body, undefined)
}

/** Lists in force that sound at the same place at the same time, and which of the two goes first. */
export async function clashesOf(db: DbOrTrx, body: PlaylistBody): Promise<Resolution['clashes']> {
  if (body.starts.length === 0 || body.targets.length === 0) return []
  const others = await db
    .selectFrom('playlist')
    .innerJoin('playlist_target', 'playlist_target.playlist_id', 'playlist.id')
    .select('playlist.id')
    .distinct()
    .where('withdrawn_at', 'is', null)
    .where('playlist.id', '!=', body.playlistId)
    .where('valid_from', '<', body.validTo)
    .where('valid_to', '>', body.validFrom)
    .where(
      'target_id',
      'in',
      body.targets.map(({ id }) => id),
    )
    .execute()
  const clashes: Resolution['clashes'] = []
  for (const { id } of others) {
    const published = await inForce(db, 'playlist', id)
    if (published) clashes.push(...clashesWith(body, playlistBody.parse(published.body)))
  }
  return clashes
}

function clashesWith(body: PlaylistBody, other: PlaylistBody): Resolution['clashes'] {
  const sharesDays =
    body.validFrom < other.validTo &&
    other.validFrom < body.validTo &&
    body.weekdays.some((weekday) => other.weekdays.includes(weekday))
  if (!sharesDays) return []
  return body.targets.flatMap((target) => {
    const there = other.targets.find(({ kind, id }) => kind === target.kind && id === target.id)
    if (!there) return []
    const start = meetingAt(
      { starts: body.starts, sessionMs: sessionMsOf(body, target) },
      { starts: other.starts, sessionMs: sessionMsOf(other, there) },
    )
    if (start === null) return []
    return {
      playlistId: other.playlistId,
      title: other.title,
      targetName: target.name,
      start,
      goesFirst: goesFirst(body.bulletinClass, other.bulletinClass),
    }
  })
}
