import { limitBreaks, minutesAllowed, type RuledPlace } from '../areas/loudspeaker/limits.rules.ts'
import { type Ground, groundOf, ruledPlaces } from '../areas/loudspeaker/limits.service.ts'
import { togetherBreaks } from '../areas/loudspeaker/together.rules.ts'
import type { DbOrTrx } from '../db/open.ts'
import { DomainError } from '../errors.ts'
import { besideOf, listsBeside } from './lists-beside.service.ts'
import { goesFirst, meetingAt, overriddenIn, sessionMsOf, usageOf } from './loudspeaker-use.rules.ts'
import type { PlaylistBody } from './playlist-body.schema.ts'
import type { Resolution } from './resolution.schema.ts'

type Break = Resolution['targets'][number]['breaks'][number]

/** Every limit that a list passes over, alone or together with others in force, place by place of its targets. */
export async function breaksOf(
  db: DbOrTrx,
  ground: Ground,
  body: PlaylistBody,
  others: readonly PlaylistBody[],
) {
  const beside = besideOf(ground, others)
  const placesOf = await ruledPlaces(db, ground, beside.places)
  return body.targets.map((target) => {
    const places = placesOf(target)
    const { bulletinClass, validFrom } = body
    const use = usageOf(body, target)
    const minutes = places.flatMap((place) => minutesAllowed(place, validFrom, bulletinClass) ?? [])
    const together = places.map((place) => ({ place, beside: beside.at(place.within) }))
    const breaks: Break[] = [
      ...limitBreaks(places, use).map((found) => ({ ...found, together: null })),
      ...togetherBreaks(together, use),
    ]
    return {
      target: target.name,
      breaks,
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
  const ground = await groundOf(db)
  const found = await breaksOf(db, ground, body, await listsBeside(db, ground, body))
  assertNoQuiet(found, reason)
  const breaks = overriddenIn(found)
  return { ...body, override: reason !== undefined && breaks.length > 0 ? { reason, breaks } : null }
}

/** Whatever way a body is published, a session in quiet hours needs its reason; no other list changes that. */
export async function assertReasoned(db: DbOrTrx, body: PlaylistBody): Promise<void> {
  if (!body.override) assertNoQuiet(await breaksOf(db, await groundOf(db), body, []), undefined)
}

function assertNoQuiet(found: readonly { breaks: readonly Break[] }[], reason: string | undefined): void {
  const quiet = found.flatMap(({ breaks }) => breaks).find(({ limit }) => limit === 'quiet')
  if (quiet && reason === undefined)
    throw new DomainError('quiet_hours', { name: quiet.place, allowed: quiet.allowed, breaks: [...found] })
}

/** Lists in force that sound at the same place at the same time, and which of the two goes first. */
export function clashesOf(body: PlaylistBody, others: readonly PlaylistBody[]): Resolution['clashes'] {
  return others.flatMap((other) => clashesWith(body, other))
}

function clashesWith(body: PlaylistBody, other: PlaylistBody): Resolution['clashes'] {
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
