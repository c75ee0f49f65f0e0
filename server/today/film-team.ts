import { targetsServedBy } from '../areas/areas.service.ts'
import { instantAt } from '../calendar/days.rules.ts'
import { packagesFor } from '../packages/packages.service.ts'
import { type Context, type Found, item, sayToday } from './context.ts'
import type { Item } from './today.schema.ts'

/** The newest package of each place the team serves that none of the team has wholly downloaded yet. */
export async function forFilmTeam(context: Context): Promise<Found> {
  const { db, actor, today } = context
  const served = new Set(
    (await targetsServedBy(db, [...actor.teamIds], today)).map((target) => `${target.kind} ${target.id}`),
  )
  const rows = await db
    .selectFrom('package')
    .innerJoin('playlist', 'playlist.id', 'package.playlist_id')
    .select([
      'package.id',
      'package.state',
      'package.target_kind',
      'package.target_id',
      'package.target_name',
      'package.valid_from',
      'package.valid_to',
      'package.built_at',
      'package.created_at',
      'package.sequence',
      'playlist.title',
    ])
    .where('package.state', 'in', ['ready', 'building'])
    .where('package.valid_to', '>', today)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('package as newer')
            .select('newer.id')
            .whereRef('newer.playlist_id', '=', 'package.playlist_id')
            .whereRef('newer.target_kind', '=', 'package.target_kind')
            .whereRef('newer.target_id', '=', 'package.target_id')
            .whereRef('newer.sequence', '>', 'package.sequence'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('package_download')
            .leftJoin('team_member', 'team_member.person_id', 'package_download.person_id')
            .select('package_download.id')
            .whereRef('package_download.package_id', '=', 'package.id')
            .where('package_download.whole', '=', 1)
            .where((eb) =>
              eb.or([
                eb('package_download.person_id', '=', actor.id),
                ...(actor.teamIds.length > 0 ? [eb('team_member.team_id', 'in', [...actor.teamIds])] : []),
              ]),
            ),
        ),
      ),
    )
    .orderBy('package.valid_from')
    .orderBy('package.target_name')
    .execute()
  const own = rows.filter((row) => served.has(`${row.target_kind} ${row.target_id}`))
  // One whose sound lost its approval since is not there to be fetched.
  const lines = await packagesFor(context.deps, actor)
  const ready = new Set(lines.filter((line) => line.state === 'ready').map((line) => line.id))
  const shown = (row: (typeof own)[number]): Item =>
    item(context, {
      key: `package ${row.id}`,
      kind: 'package',
      title: sayToday(context, row.sequence > 1 ? 'package_newer' : 'package', {
        name: row.target_name,
        number: row.sequence,
      }),
      detail: sayToday(context, 'package_detail', { title: row.title, fromDay: row.valid_from }),
      since: row.built_at ?? row.created_at,
      dueAt: instantAt(row.valid_from, '00:00'),
      link: '/goi',
      holder: row.state === 'building' ? sayToday(context, 'holder_machine') : null,
      zaloText: sayToday(context, 'package_zalo', { name: row.target_name, title: row.title }),
    })
  return {
    items: own.filter((row) => ready.has(row.id)).map(shown),
    holding: own.filter((row) => row.state === 'building').map(shown),
    ...(served.size === 0 ? { calm: sayToday(context, 'servesNothing') } : {}),
  }
}
