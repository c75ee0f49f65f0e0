import { addDays, instantAt } from '../../calendar/days.rules.ts'
import { dayAt } from '../../clock.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { PlaylistBody } from '../../playlists/playlist-body.schema.ts'
import {
  type LoggedPlay,
  loggedPlays,
  publishedLists,
  type Sound,
  soundKey,
  soundsOf,
} from './coverage.queries.ts'
import type { Expected } from './coverage.rules.ts'
import type { Ground } from './ground.ts'
import { playsOf, type Stretch } from './plays.rules.ts'

/** Notices and the message: what a place must have heard. Songs and films are not reckoned. */
const reckoned: ReadonlySet<string> = new Set(['notices', 'message'])

interface Period {
  from: string
  /** The first day no longer reckoned. */
  to: string
}

/** What was to be heard on the days of a period, and what was, each put on the rows of the ground. */
export async function expectedAndHeard(db: DbOrTrx, period: Period, ground: Ground) {
  const lists = await publishedLists(db, period)
  const expected = lists.flatMap((list) => expectations(list, ground))
  const noticeIds = new Set([
    ...expected.map(({ workId }) => workId),
    ...lists.flatMap(({ items }) =>
      items.filter(({ part }) => reckoned.has(part)).map(({ workId }) => workId),
    ),
  ])
  const { from, to } = period
  // A day more on either side: a play that runs over midnight belongs to the evening before.
  const logged = await loggedPlays(db, {
    from: instantAt(addDays(from, -1), '00:00'),
    to: instantAt(addDays(to, 1), '00:00'),
  })
  const sounds = await soundsOf(db, [...new Set(logged.flatMap((one) => one.package_id ?? []))])
  const plays = playsOf(logged.flatMap((one) => stretchOf(one, sounds) ?? []))
  const heard = plays.filter(({ workId, day }) => noticeIds.has(workId) && from <= day && day < to)
  const all = heard.map((one) => ({ ...one, placeId: one.areaId && ground.rowOf(one.areaId) }))
  const placed = all.flatMap(({ placeId, ...one }) => (placeId ? [{ ...one, placeId }] : []))
  return {
    noticeIds: [...noticeIds],
    expected,
    heard: all,
    placed,
  }
}

function expectations(list: PlaylistBody, ground: Ground): (Expected & { list: PlaylistBody })[] {
  const items = new Map(list.items.map((item) => [item.position, item]))
  const languages = new Map(list.versions.map((version) => [version.versionId, version.language]))
  return list.targets.flatMap((target) => {
    const places = ground.rowsOfTarget(target)
    return target.items.flatMap(({ position, first }) => {
      const item = items.get(position)
      if (!item || !reckoned.has(item.part) || first === null) return []
      const language = languages.get(first) ?? null
      return places.map((placeId) => ({ placeId, workId: item.workId, language, list }))
    })
  })
}

function stretchOf(logged: LoggedPlay, sounds: ReadonlyMap<string, Sound>): Stretch | null {
  if (logged.package_id === null || logged.version_id === null) return null
  const sound = sounds.get(soundKey(logged.package_id, logged.version_id))
  if (!sound) return null
  const day = dayAt(logged.at)
  return {
    ...sound,
    deviceId: logged.device_id,
    packageId: logged.package_id,
    versionId: logged.version_id,
    measured: logged.measured === 1,
    declaredTimes: logged.count ?? 1,
    at: logged.at,
    fromMs: logged.from_ms ?? 0,
    playedMs: logged.played_ms ?? 0,
    uncertain: logged.doubt !== null,
    evening: logged.showing_id ?? day,
    areaId: logged.area_id ?? (logged.target_kind === 'area' ? logged.target_id : null),
    day,
  }
}
