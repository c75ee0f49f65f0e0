import { change, type Recorder } from '../db/audit.ts'
import { sortKey } from '../db/folding.ts'
import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { unitExists } from './people.queries.ts'
import type { Team, Unit } from './people.schema.ts'
import { normalisePhone } from './phone.rules.ts'

type Writes = Pick<Deps, 'db' | 'live' | 'clock'>
type UnitInput = Omit<Unit, 'id'> & { id?: string }
type TeamInput = { id?: string; name: string; unitId: string; phone?: string | undefined }

export function addUnit(deps: Writes, actor: Actor | null, input: UnitInput): Promise<Unit> {
  return change(deps, actor, (trx, record) => insertUnit(deps, trx, record, input))
}

export async function insertUnit(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  record: Recorder,
  { id = newId(), name, kind }: UnitInput,
): Promise<Unit> {
  const row = { id, name: name.normalize('NFC'), kind, sort_key: sortKey(name), created_at: deps.clock.now() }
  await trx.insertInto('unit').values(row).execute()
  await record({ action: 'people.add_unit', subjectKind: 'unit', subjectId: id, detail: { name, kind } })
  return { id, name: row.name, kind }
}

export function addTeam(deps: Writes, actor: Actor | null, input: TeamInput): Promise<{ id: string }> {
  const id = input.id ?? newId()
  const phone = input.phone ? normalisePhone(input.phone) : null
  if (phone === undefined)
    throw new DomainError('invalid', { problems: [{ path: 'phone', problem: 'phone' }] })
  return change(deps, actor, async (trx, record) => {
    if (!(await unitExists(trx, input.unitId)))
      throw new DomainError('invalid', { problems: [{ path: 'unitId', problem: 'unitId' }] })
    const name = input.name.normalize('NFC')
    await trx
      .insertInto('team')
      .values({
        id,
        name,
        sort_key: sortKey(name),
        unit_id: input.unitId,
        phone,
        created_at: deps.clock.now(),
      })
      .execute()
    await record({ action: 'people.add_team', subjectKind: 'team', subjectId: id, detail: { name } })
    return { id }
  })
}

/** Says who rides with a team, replacing what was said before. */
export function setTeamMembers(
  deps: Writes,
  actor: Actor | null,
  { teamId, personIds }: { teamId: string; personIds: readonly string[] },
) {
  return change(deps, actor, async (trx, record) => {
    found(await trx.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst())
    const members = [...new Set(personIds)]
    const known = await trx.selectFrom('person').select('id').where('id', 'in', members).execute()
    if (known.length !== members.length) throw new DomainError('not_found')
    await trx.deleteFrom('team_member').where('team_id', '=', teamId).execute()
    if (members.length > 0)
      await trx
        .insertInto('team_member')
        .values(members.map((person_id) => ({ team_id: teamId, person_id })))
        .execute()
    await record({
      action: 'people.set_team_members',
      subjectKind: 'team',
      subjectId: teamId,
      detail: { personIds: members },
    })
  })
}

export async function listTeams(db: DbOrTrx): Promise<Team[]> {
  const teams = await db
    .selectFrom('team')
    .innerJoin('unit', 'unit.id', 'team.unit_id')
    .select(['team.id', 'team.name', 'team.phone', 'team.unit_id', 'unit.name as unit_name'])
    .orderBy('team.sort_key')
    .execute()
  const members = await db
    .selectFrom('team_member')
    .innerJoin('person', 'person.id', 'team_member.person_id')
    .select(['team_member.team_id', 'person.id', 'person.name'])
    .orderBy('person.sort_key')
    .execute()
  return teams.map((team) => ({
    id: team.id,
    name: team.name,
    phone: team.phone,
    unit: { id: team.unit_id, name: team.unit_name },
    members: members.filter((m) => m.team_id === team.id).map(({ id, name }) => ({ id, name })),
  }))
}
