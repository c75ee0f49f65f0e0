import type { DbOrTrx } from '../db/open.ts'
import type { Row } from '../db/tables.ts'
import type { Actor } from '../http/permissions.rules.ts'
import type { Person, Unit } from './people.schema.ts'

type Ref = { id: string; name: string }

const readLanguages = (text: string) => JSON.parse(text) as string[]

/** The person behind a session, unless deactivated. */
export async function actorById(db: DbOrTrx, id: string): Promise<(Actor & { unit: Ref }) | undefined> {
  const row = await db
    .selectFrom('person')
    .innerJoin('unit', 'unit.id', 'person.unit_id')
    .select(['person.id', 'person.name', 'person.role', 'person.languages', 'person.unit_id'])
    .select('unit.name as unit_name')
    .where('person.id', '=', id)
    .where('person.active', '=', 1)
    .executeTakeFirst()
  if (!row) return undefined
  const teams = await db
    .selectFrom('team_member')
    .select('team_id')
    .where('person_id', '=', id)
    .orderBy('team_id')
    .execute()
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    unitId: row.unit_id,
    unit: { id: row.unit_id, name: row.unit_name },
    languages: readLanguages(row.languages),
    teamIds: teams.map((team) => team.team_id),
  }
}

/** Who may sign in by this user name or (normalised) phone number. */
export async function signInRow(db: DbOrTrx, login: string, phone: string | undefined) {
  const row = await db
    .selectFrom('person')
    .leftJoin('auth_account', (join) =>
      join.onRef('auth_account.userId', '=', 'person.id').on('auth_account.providerId', '=', 'credential'),
    )
    .select(['person.id', 'person.login', 'auth_account.password'])
    .where('person.active', '=', 1)
    .where((eb) => eb.or([eb('login', '=', login), ...(phone ? [eb('phone', '=', phone)] : [])]))
    .executeTakeFirst()
  return row && { id: row.id, login: row.login, hasPassword: row.password !== null }
}

export async function listPeople(db: DbOrTrx): Promise<Person[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('unit', 'unit.id', 'person.unit_id')
    .leftJoin('auth_account', (join) =>
      join.onRef('auth_account.userId', '=', 'person.id').on('auth_account.providerId', '=', 'credential'),
    )
    .selectAll('person')
    .select(['unit.name as unit_name', 'auth_account.password'])
    .orderBy('person.sort_key')
    .orderBy('person.id')
    .execute()
  const memberships = await db
    .selectFrom('team_member')
    .innerJoin('team', 'team.id', 'team_member.team_id')
    .select(['team_member.person_id', 'team.id', 'team.name'])
    .orderBy('team.sort_key')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    login: row.login,
    phone: row.phone,
    name: row.name,
    role: row.role,
    unit: { id: row.unit_id, name: row.unit_name },
    languages: readLanguages(row.languages),
    active: row.active === 1,
    hasPassword: row.password !== null,
    teams: memberships.filter((m) => m.person_id === row.id).map(({ id, name }) => ({ id, name })),
  }))
}

export async function personRow(db: DbOrTrx, id: string): Promise<Row<'person'> | undefined> {
  return db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function loginsTaken(db: DbOrTrx): Promise<Set<string>> {
  const rows = await db.selectFrom('person').select('login').execute()
  return new Set(rows.map((row) => row.login))
}

/** Every number with the name of whoever has it. */
export async function phonesTaken(db: DbOrTrx): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('person')
    .select(['phone', 'name'])
    .where('phone', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.phone ?? '', row.name]))
}

/** The name of whoever else has this number. */
export async function phoneOwner(db: DbOrTrx, phone: string, exceptId = ''): Promise<string | undefined> {
  const row = await db
    .selectFrom('person')
    .select('name')
    .where('phone', '=', phone)
    .where('id', '!=', exceptId)
    .executeTakeFirst()
  return row?.name
}

export async function otherActiveAdmins(db: DbOrTrx, exceptId: string): Promise<number> {
  const { n } = await db
    .selectFrom('person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('role', '=', 'admin')
    .where('active', '=', 1)
    .where('id', '!=', exceptId)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export async function listUnits(db: DbOrTrx): Promise<Unit[]> {
  return db.selectFrom('unit').select(['id', 'name', 'kind']).orderBy('sort_key').execute()
}

export async function unitExists(db: DbOrTrx, id: string): Promise<boolean> {
  return (await db.selectFrom('unit').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}
