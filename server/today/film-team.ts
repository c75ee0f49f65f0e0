import { targetsServedBy } from '../areas/areas.service.ts'
import { instantAt } from '../calendar/days.rules.ts'
import type { PackageLine } from '../packages/packages.schema.ts'
import { packagesFor } from '../packages/packages.service.ts'
import { type Context, type Found, item, sayToday } from './context.ts'
import type { Item } from './today.schema.ts'

/** The newest package of each place the team serves that none of the team has wholly downloaded yet. */
export async function forFilmTeam(context: Context): Promise<Found> {
  const { db, deps, actor, today } = context
  const served = await targetsServedBy(db, [...actor.teamIds], today)
  const places = new Set(served.map(({ kind, id }) => `${kind} ${id}`))
  const fetched = await fetchedByTeam(context)
  const waiting = (await packagesFor(deps, actor))
    .filter(({ target, validTo }) => places.has(`${target.kind} ${target.id}`) && validTo > today)
    .filter(({ id }) => !fetched.has(id))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
  const of = (state: PackageLine['state']) =>
    waiting.filter((line) => line.state === state).map((line) => shown(context, line))
  return {
    items: of('ready'),
    holding: of('building'),
    ...(served.length === 0 ? { calm: sayToday(context, 'servesNothing') } : {}),
  }
}

const order = ({ validFrom, target }: PackageLine) => `${validFrom} ${target.name}`

/** What the person, or anybody of their teams, has the whole of. */
async function fetchedByTeam({ db, actor }: Context): Promise<Set<string>> {
  const rows = await db
    .selectFrom('package_download')
    .leftJoin('team_member', 'team_member.person_id', 'package_download.person_id')
    .select('package_download.package_id')
    .distinct()
    .where('package_download.whole', '=', 1)
    .where((eb) =>
      eb.or([
        eb('package_download.person_id', '=', actor.id),
        ...(actor.teamIds.length > 0 ? [eb('team_member.team_id', 'in', [...actor.teamIds])] : []),
      ]),
    )
    .execute()
  return new Set(rows.map((row) => row.package_id))
}

function shown(context: Context, line: PackageLine): Item {
  const { target, title, sequence, validFrom } = line
  return item(context, {
    key: `package ${line.id}`,
    kind: 'package',
    title: sayToday(context, sequence > 1 ? 'package_newer' : 'package', {
      name: target.name,
      number: sequence,
    }),
    detail: sayToday(context, 'package_detail', { title, fromDay: validFrom }),
    since: line.builtAt ?? line.createdAt,
    dueAt: instantAt(validFrom, '00:00'),
    link: '/goi',
    holder: line.state === 'building' ? sayToday(context, 'holder_machine') : null,
    zaloText: sayToday(context, 'package_zalo', { name: target.name, title }),
  })
}
