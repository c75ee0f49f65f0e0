import type { DbOrTrx } from '../db/open.ts'
import type { Contact } from '../people/calls.service.ts'

/** Whoever fetched any byte of some packages, with where to reach them and which packages they hold; each once. */
export async function holdersToCall(db: DbOrTrx, packageIds: readonly string[]): Promise<Contact[]> {
  if (packageIds.length === 0) return []
  const rows = await db
    .selectFrom('package_download')
    .innerJoin('package', 'package.id', 'package_download.package_id')
    .leftJoin('person', 'person.id', 'package_download.person_id')
    .leftJoin('device', 'device.id', 'package_download.device_id')
    .leftJoin('team_member', 'team_member.person_id', 'package_download.person_id')
    .leftJoin('team', (join) =>
      join.on((eb) =>
        eb.or([
          eb('team.id', '=', eb.ref('device.team_id')),
          eb('team.id', '=', eb.ref('team_member.team_id')),
        ]),
      ),
    )
    .select(['package.target_name', 'package_download.person_id', 'package_download.device_id'])
    .select(['person.name as person', 'person.phone as person_phone', 'device.name as device'])
    .select(['team.name as team', 'team.phone as team_phone'])
    .where('package_id', 'in', packageIds)
    .orderBy('team.sort_key')
    .orderBy('person.sort_key')
    .orderBy('package.target_name')
    .execute()
  const holders = new Map<string, { name: string; phone: string; teams: Set<string>; places: Set<string> }>()
  for (const row of rows) {
    const key = row.person_id ?? row.device_id ?? ''
    const known = holders.get(key) ?? {
      name: row.person ?? row.device ?? '',
      phone: row.person_phone ?? row.team_phone ?? '',
      teams: new Set<string>(),
      places: new Set<string>(),
    }
    if (row.team !== null) known.teams.add(row.team)
    known.places.add(row.target_name)
    holders.set(key, known)
  }
  return [...holders.values()].map(({ name, phone, teams, places }) => {
    const team = [...teams].join(', ')
    return { name, phone, role: team ? `${team}: ${[...places].join(', ')}` : [...places].join(', ') }
  })
}
