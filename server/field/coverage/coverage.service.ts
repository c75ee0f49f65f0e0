import { addDays, instantAt } from '../../calendar/days.rules.ts'
import { dayAt } from '../../clock.ts'
import type { Deps } from '../../deps.ts'
import type { PlaylistBody } from '../../playlists/playlist-body.schema.ts'
import {
  allPlaces,
  areasOfClusters,
  type LoggedPlay,
  lastServed,
  loggedPlays,
  publishedLists,
  type Sound,
  silentSince,
  soundKey,
  soundsOf,
  teamsOf,
  worksNamed,
} from './coverage.queries.ts'
import { coverageOf, type Expected } from './coverage.rules.ts'
import type { Coverage, CoverageQuery, SilentDevice } from './coverage.schema.ts'
import { blockOf, type Place, placesOn } from './places.rules.ts'
import { playsOf, type Stretch } from './plays.rules.ts'

/** Notices and the message: what a place must have heard. Songs and films are not reckoned. */
const reckoned: ReadonlySet<string> = new Set(['notices', 'message'])

/** Area by notice by language by times played, over days `from` until before `to`, read on the places of a day. */
export async function coverageBetween(
  { reads, clock }: Pick<Deps, 'reads' | 'clock'>,
  { from, to, at = clock.today(), level }: CoverageQuery,
): Promise<Coverage> {
  const { places, successions, formerDistricts } = await allPlaces(reads)
  const clusters = await areasOfClusters(reads)
  const rows = rowsOn(at, level, places)
  const rowIds = new Set(rows.map((row) => row.id))
  const place = placesOn(at, places, successions)
  const within = below(places)
  // A place above the rows stands for all of them: what a district is to hear, each of its communes is to hear.
  const spread = (areaId: string) => {
    const row = place(areaId, rowIds)
    return row ? [row] : within(areaId).flatMap((id) => (rowIds.has(id) ? [id] : []))
  }
  const lists = await publishedLists(reads, { from, to })
  const expected = lists.flatMap((list) =>
    expectations(list, (target) =>
      target.kind === 'area' ? spread(target.id) : (clusters.get(target.id) ?? []).flatMap(spread),
    ),
  )
  const logged = await loggedPlays(reads, { from: instantAt(from, '00:00'), to: instantAt(to, '00:00') })
  const sounds = await soundsOf(reads, [...new Set(logged.flatMap((one) => one.package_id ?? []))])
  const plays = playsOf(logged.flatMap((one) => stretchOf(one, sounds) ?? []))
  const noticeIds = new Set([...expected.map((one) => one.workId), ...notices(lists)])
  const heard = plays.filter((one) => noticeIds.has(one.workId))
  const placed = heard.flatMap((one) => {
    const placeId = one.areaId && place(one.areaId, rowIds)
    return placeId ? [{ ...one, placeId }] : []
  })
  const works = await worksNamed(reads, [...noticeIds])
  const workIds = works.map((work) => work.id)
  const teams = await teamsOf(reads, at)
  const districtOf = (row: Place) =>
    row.level === 'unit'
      ? mostCommon((formerDistricts.get(row.id) ?? []).map((link) => link.former_district))
      : row.level === 'district'
        ? row.name
        : (places.find((one) => one.id === row.parentId)?.name ?? '')
  const served = new Map<string, string>()
  for (const [areaId, day] of await lastServed(reads, addDays(to, -1))) {
    const row = place(areaId, rowIds)
    if (row && (served.get(row) ?? '') < day) served.set(row, day)
  }
  for (const { placeId, day } of placed) if ((served.get(placeId) ?? '') < day) served.set(placeId, day)
  const covered = coverageOf({ placeIds: rows.map((row) => row.id), workIds, expected, heard: placed })
  return {
    at,
    from,
    to,
    works: works.map(({ id, title, short_name, kind }) => ({ id, title, shortName: short_name, kind })),
    rows: covered.map((row, index) => {
      // One row for each place, in the same order.
      const of = rows[index] as Place
      const district = districtOf(of)
      return {
        ...row,
        name: of.name,
        district,
        block: blockOf(district),
        lastServed: served.get(of.id) ?? null,
        teams: teams
          .filter((team) =>
            team.target_kind === 'area'
              ? spread(team.target_id).includes(of.id)
              : (clusters.get(team.target_id) ?? []).some((id) => spread(id).includes(of.id)),
          )
          .map(({ id, name, phone }) => ({ id, name, phone })),
      }
    }),
    unplaced: heard.length - placed.length,
    uncertain: logged.filter((one) => one.doubt !== null).length,
  }
}

/** Rows of a level; since districts ended, units are the only level there is. */
function rowsOn(day: string, level: CoverageQuery['level'], places: readonly Place[]): Place[] {
  const inForce = places.filter(
    (place) => place.validFrom <= day && (place.validTo === null || day < place.validTo),
  )
  const units = inForce.filter((place) => place.level === 'unit')
  return units.length > 0 ? units : inForce.filter((place) => place.level === level)
}

function below(places: readonly Place[]): (id: string) => string[] {
  const children = Map.groupBy(places, (place) => place.parentId)
  const walk = (id: string): string[] =>
    (children.get(id) ?? []).flatMap((child) => [child.id, ...walk(child.id)])
  return walk
}

function expectations(
  list: PlaylistBody,
  rowsFor: (target: PlaylistBody['targets'][number]) => readonly string[],
): Expected[] {
  const parts = new Map(list.items.map((item) => [item.position, item]))
  const languages = new Map(list.versions.map((version) => [version.versionId, version.language]))
  return list.targets.flatMap((target) => {
    const places = rowsFor(target)
    return target.items.flatMap(({ position, first }) => {
      const item = parts.get(position)
      if (!item || !reckoned.has(item.part) || first === null) return []
      const language = languages.get(first) ?? null
      return places.map((placeId) => ({ placeId, workId: item.workId, language }))
    })
  })
}

const notices = (lists: readonly PlaylistBody[]) =>
  lists.flatMap(({ items }) => items.filter(({ part }) => reckoned.has(part)).map(({ workId }) => workId))

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
    playedMs: logged.played_ms ?? 0,
    evening: logged.showing_id ?? day,
    areaId: logged.area_id ?? (logged.target_kind === 'area' ? logged.target_id : null),
    day,
  }
}

function mostCommon(names: readonly string[]): string {
  const counted = [...Map.groupBy(names, (name) => name)].sort((a, b) => b[1].length - a[1].length)
  return counted[0]?.[0] ?? ''
}

/** Devices that have not been heard of for some days. */
export async function silentDevices(
  { reads, clock }: Pick<Deps, 'reads' | 'clock'>,
  days: number,
): Promise<SilentDevice[]> {
  const now = Date.parse(clock.now())
  const rows = await silentSince(reads, new Date(now - days * DAY_MS).toISOString())
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    team: { name: row.team_name, phone: row.team_phone },
    lastSeenAt: row.last_seen_at,
    waitingSince: row.waiting_since,
    days: Math.floor((now - Date.parse(row.last_seen_at ?? row.enrolled_at)) / DAY_MS),
  }))
}
const DAY_MS = 86_400_000
