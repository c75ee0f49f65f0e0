import type { Ground } from '../areas/loudspeaker/limits.service.ts'
import type { Beside } from '../areas/loudspeaker/together.rules.ts'
import type { DbOrTrx } from '../db/open.ts'
import { allInForce } from '../publications/publications.service.ts'
import { usageOf } from './loudspeaker-use.rules.ts'
import { type PlaylistBody, playlistBody } from './playlist-body.schema.ts'

/**
 * Lists in force, other than this one, for its places, for what lies in them or around them, on days that it shares.
 * Drafts do not count: whoever publishes second sees the sum.
 */
export async function listsBeside(db: DbOrTrx, ground: Ground, body: PlaylistBody): Promise<PlaylistBody[]> {
  if (body.targets.length === 0) return []
  const rows = await db
    .selectFrom('playlist')
    .innerJoin('playlist_target', 'playlist_target.playlist_id', 'playlist.id')
    .select('playlist.id')
    .distinct()
    .where('withdrawn_at', 'is', null)
    .where('playlist.id', '!=', body.playlistId)
    .where('valid_from', '<', body.validTo)
    .where('valid_to', '>', body.validFrom)
    .where('target_id', 'in', ground.meeting(body.targets))
    .execute()
  const published = await allInForce(
    db,
    'playlist',
    rows.map(({ id }) => id),
  )
  return [...published.values()]
    .map((publication) => playlistBody.parse(publication.body))
    .filter((other) => sharesDays(body, other))
    .toSorted((a, b) => a.title.localeCompare(b.title, 'vi'))
}

const sharesDays = (one: PlaylistBody, other: PlaylistBody) =>
  one.validFrom < other.validTo &&
  other.validFrom < one.validTo &&
  one.weekdays.some((weekday) => other.weekdays.includes(weekday))

/** Answers which of some lists are heard at a place, given with what it lies in; each once, by the nearest it is for. */
export function besideOf(ground: Ground, lists: readonly PlaylistBody[]) {
  const heard = lists.flatMap((list) =>
    list.targets.flatMap((target) => ground.placesOf(target).map((areaId) => ({ areaId, list, target }))),
  )
  const byPlace = Map.groupBy(heard, ({ areaId }) => areaId)
  const known = new Map<string | undefined, Beside[]>()
  const at = (within: readonly string[]): Beside[] => {
    const before = known.get(within[0])
    if (before) return before
    const here = within.flatMap((areaId) => byPlace.get(areaId) ?? [])
    const each = Map.groupBy(here, ({ list }) => list)
    const found = [...each].flatMap(([list, [nearest]]) =>
      nearest ? { playlistId: list.playlistId, title: list.title, use: usageOf(list, nearest.target) } : [],
    )
    known.set(within[0], found)
    return found
  }
  return { places: [...byPlace.keys()], at }
}
