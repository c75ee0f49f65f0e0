import { groundOf } from '../areas/loudspeaker/limits.service.ts'
import { daysBetween } from '../calendar/days.rules.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { inForce } from '../publications/publications.service.ts'
import { withoutRight } from './audible.queries.ts'
import { bodyOf } from './body.service.ts'
import { breaksOf, clashesOf } from './limits.service.ts'
import { listsBeside } from './lists-beside.service.ts'
import type { Playlist } from './playlists.schema.ts'
import { playlistById } from './playlists.service.ts'
import { saysTheSame } from './publishing.service.ts'
import type { PlannedTrips, Resolution } from './resolution.schema.ts'
import { type Resolved, resolve } from './resolution.service.ts'

/** What each place would hear, against what is allowed there, and whether that is already what is in force. */
export async function resolutionOf(
  deps: Pick<Deps, 'reads'>,
  id: string,
  plannedTrips: PlannedTrips,
): Promise<Resolution> {
  const db = deps.reads
  const playlist = await playlistById(db, id)
  const resolved = await resolve(db, playlist)
  const body = await bodyOf(db, playlist, resolved)
  const ground = await groundOf(db)
  const others = await listsBeside(db, ground, body)
  const limits = await breaksOf(db, ground, body, others)
  const before = await inForce(db, 'playlist', id)
  const { evenings, eveningOf } = sharedEvenings(resolved)
  const targets = resolved.targets.map(({ kind, id, name, languages }, index) => ({
    kind,
    id,
    name,
    languages,
    evening: eveningOf[index] ?? 0,
    allowedMinutes: limits[index]?.allowedMinutes ?? null,
    breaks: limits[index]?.breaks ?? [],
  }))
  const days = { from: playlist.validFrom, to: playlist.validTo }
  const longerTrips = (await plannedTrips(playlist.targets, days)).filter(({ to }) => to >= days.to)
  const short = [
    playlist.settings.tripDays - daysBetween(days.from, days.to),
    ...longerTrips.map(({ to }) => daysBetween(days.to, to) + 1),
  ]
  return {
    items: await described(db, playlist, resolved),
    evenings,
    targets,
    clashes: clashesOf(body, others),
    shortOfTrip: Math.max(0, ...short),
    longerTrips,
    noTimes: playlist.settings.starts.length === 0 && limits.some(({ hasQuietHours }) => hasQuietHours),
    publication: before
      ? {
          number: before.number,
          publishedAt: before.publishedAt,
          current: saysTheSame(before.body, body),
        }
      : null,
  }
}

/** Each evening once: hundreds of places hear few different ones, and a page should not wait for copies. */
function sharedEvenings({ targets }: Resolved) {
  const known = new Map<string, number>()
  const evenings: Resolution['evenings'] = []
  const eveningOf = targets.map(({ cells, totalMs, alongMs, missing, viForNow }) => {
    const key = JSON.stringify(cells)
    const at = known.get(key) ?? evenings.length
    if (at === evenings.length) evenings.push({ cells, totalMs, alongMs, missing, viForNow })
    known.set(key, at)
    return at
  })
  return { evenings, eveningOf }
}

/** The number in force of a list, and whether publishing it again would say nothing new; null before the first. */
export async function publishedState(
  db: DbOrTrx,
  id: string,
): Promise<{ number: number; current: boolean } | null> {
  const before = await inForce(db, 'playlist', id)
  if (!before) return null
  const body = await bodyOf(db, await playlistById(db, id))
  return { number: before.number, current: saysTheSame(before.body, body) }
}

async function described(
  db: DbOrTrx,
  playlist: Playlist,
  { versions }: Resolved,
): Promise<Resolution['items']> {
  const workIds = playlist.items.flatMap((item) => ('workId' in item ? item.workId : []))
  const barred = await withoutRight(db, workIds, playlist)
  return playlist.items.map((item) => {
    if (!('workId' in item)) return { ...item, approved: [], barred: false }
    const approved = (versions.get(item.workId) ?? []).map(({ language, durationMs }) => {
      return { language, durationMs }
    })
    return { ...item, approved, barred: barred.has(item.workId) }
  })
}
