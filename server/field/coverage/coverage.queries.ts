import type { DbOrTrx } from '../../db/open.ts'
import type { PlaylistBody } from '../../playlists/playlist-body.schema.ts'
import { playlistBody } from '../../playlists/playlist-body.schema.ts'

/** The playlists that were public and valid on some day from `from` until before `to`, each as it stands in force. */
export async function publishedLists(
  db: DbOrTrx,
  { from, to }: { from: string; to: string },
): Promise<PlaylistBody[]> {
  const rows = await db
    .selectFrom('publication')
    .innerJoin('playlist', 'playlist.id', 'publication.subject_id')
    .select(['publication.body', 'publication.number', 'publication.subject_id'])
    .where('publication.kind', '=', 'playlist')
    .where('playlist.withdrawn_at', 'is', null)
    .orderBy('publication.subject_id')
    .orderBy('publication.number', 'desc')
    .execute()
  const seen = new Set<string>()
  return rows.flatMap(({ body, subject_id }) => {
    if (seen.has(subject_id)) return []
    seen.add(subject_id)
    const list = playlistBody.parse(JSON.parse(body))
    return list.validFrom < to && from < list.validTo ? [list] : []
  })
}

/**
 * What devices logged of sound, and at which hamlet. Not the branches of a copied device, and nothing of a revoked one before
 * a person let it in.
 */
const soundEvents = (db: DbOrTrx) =>
  db
    .selectFrom('play_event')
    .leftJoin('play_doubt', 'play_doubt.event_id', 'play_event.id')
    .leftJoin('play_release', 'play_release.event_id', 'play_event.id')
    .innerJoin('package', 'package.id', 'play_event.package_id')
    .leftJoin('showing', 'showing.id', 'play_event.showing_id')
    .leftJoin('hamlet', (join) =>
      join.on((eb) => eb('hamlet.id', '=', eb.fn.coalesce('play_event.hamlet_id', 'showing.hamlet_id'))),
    )
    .where('play_event.kind', 'in', ['play', 'declared'])
    .where('play_event.fork', '=', 0)
    .where((eb) => eb.or([eb('quarantined', '=', 0), eb('play_release.event_id', 'is not', null)]))

/** Plays from an instant until before another. A time that is in doubt gives way to the time of arrival. */
export async function loggedPlays(db: DbOrTrx, { from, to }: { from: string; to: string }) {
  return await soundEvents(db)
    .select((eb) => [
      'play_event.device_id',
      'play_event.package_id',
      'play_event.version_id',
      'play_event.measured',
      'play_event.count',
      'play_event.from_ms',
      'play_event.played_ms',
      'play_event.showing_id',
      'play_doubt.why as doubt',
      eb
        .case()
        .when('play_doubt.why', 'is', null)
        .then(eb.ref('play_event.at'))
        .else(eb.ref('play_event.received_at'))
        .end()
        .as('at'),
      'hamlet.area_id',
      'package.target_kind',
      'package.target_id',
    ])
    .where((eb) =>
      eb.or([
        eb.and([eb('play_doubt.why', 'is', null), eb('at', '>=', from), eb('at', '<', to)]),
        eb.and([
          eb('play_doubt.why', 'is not', null),
          eb('play_event.received_at', '>=', from),
          eb('play_event.received_at', '<', to),
        ]),
      ]),
    )
    .execute()
}
export type LoggedPlay = Awaited<ReturnType<typeof loggedPlays>>[number]

/** How long each recording of these packages sounds, as it was made for loudspeakers, and whose it is. */
export async function soundsOf(db: DbOrTrx, packageIds: readonly string[]) {
  if (packageIds.length === 0) return new Map<string, Sound>()
  const rows = await db
    .selectFrom('package')
    .innerJoin('package_file', (join) =>
      join
        .onRef('package_file.publication_id', '=', 'package.publication_id')
        .onRef('package_file.variant', '=', 'package.variant'),
    )
    .innerJoin('rendition', 'rendition.sha256', 'package_file.sha256')
    .innerJoin('version', 'version.id', 'package_file.version_id')
    .select((eb) => [
      'package.id as package_id',
      'version.id as version_id',
      'version.work_id',
      'version.language',
      eb.fn.max('rendition.duration_ms').as('duration_ms'),
    ])
    .where('package.id', 'in', packageIds)
    .groupBy(['package.id', 'version.id', 'version.work_id', 'version.language'])
    .execute()
  return new Map(
    rows.map((row): [string, Sound] => [
      soundKey(row.package_id, row.version_id),
      { workId: row.work_id, language: row.language, durationMs: row.duration_ms ?? 0 },
    ]),
  )
}
export interface Sound {
  workId: string
  language: string | null
  durationMs: number
}
export const soundKey = (packageId: string, versionId: string) => `${packageId} ${versionId}`

export const worksNamed = (db: DbOrTrx, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('work')
        .select(['id', 'title', 'short_name', 'kind'])
        .where('id', 'in', ids)
        .orderBy('sort_key')
        .execute()

/** The teams that serve some areas on a day, with the number to call. */
export const teamsOf = (db: DbOrTrx, day: string) =>
  db
    .selectFrom('team_serves')
    .innerJoin('team', 'team.id', 'team_serves.team_id')
    .select(['team.id', 'team.name', 'team.phone', 'target_kind', 'target_id'])
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .orderBy('team.sort_key')
    .execute()

/** Every device there ever was, with its team. */
export const devicesNamed = (db: DbOrTrx) =>
  db
    .selectFrom('device')
    .innerJoin('team', 'team.id', 'device.team_id')
    .select(['device.id', 'device.name', 'team.name as team'])
    .execute()

/** When each area was last served by a showing; up to a day, included. */
export async function lastServed(db: DbOrTrx, day: string): Promise<Map<string, string>> {
  const held = await db
    .selectFrom('showing')
    .innerJoin('hamlet', 'hamlet.id', 'showing.hamlet_id')
    .select((eb) => ['hamlet.area_id', eb.fn.max('showing.day').as('day')])
    .where('showing.state', '=', 'held')
    .where('showing.day', '<=', day)
    .groupBy('hamlet.area_id')
    .execute()
  return new Map(held.map((row) => [row.area_id, row.day]))
}

/** When a loudspeaker last sounded from an instant until before another, by where it was said to be; times in doubt left out. */
export const lastHeard = (db: DbOrTrx, { from, to }: { from: string; to: string }) =>
  soundEvents(db)
    .select((eb) => ['hamlet.area_id', 'target_kind', 'target_id', eb.fn.max('play_event.at').as('at')])
    .where('play_event.at', '>=', from)
    .where('play_event.at', '<', to)
    .where('play_doubt.why', 'is', null)
    .groupBy(['hamlet.area_id', 'target_kind', 'target_id'])
    .execute()

/** Devices in use that have told nothing since an instant; the longest silent first. */
export const silentSince = (db: DbOrTrx, instant: string) =>
  db
    .selectFrom('device')
    .innerJoin('team', 'team.id', 'device.team_id')
    .select(['device.id', 'device.name', 'device.kind', 'device.last_seen_at', 'device.enrolled_at'])
    .select(['device.waiting_since', 'team.name as team_name', 'team.phone as team_phone'])
    .where('device.revoked_at', 'is', null)
    .where((eb) => eb(eb.fn.coalesce('device.last_seen_at', 'device.enrolled_at'), '<', instant))
    .orderBy((eb) => eb.fn.coalesce('device.last_seen_at', 'device.enrolled_at'))
    .execute()
