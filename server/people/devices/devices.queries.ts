import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import type { DeviceLine } from './devices.schema.ts'

export const insertCode = (trx: Trx, row: NewRow<'device_code'>) =>
  trx.insertInto('device_code').values(row).execute()

export const codeByHash = (db: DbOrTrx, hash: string) =>
  db
    .selectFrom('device_code')
    .innerJoin('team', 'team.id', 'device_code.team_id')
    .selectAll('device_code')
    .select('team.name as team_name')
    .where('code_hash', '=', hash)
    .executeTakeFirst()

export const deviceRow = (db: DbOrTrx, id: string) =>
  db.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirst()

export const deviceByTokenHash = (db: DbOrTrx, hash: string) =>
  db.selectFrom('device').selectAll().where('token_hash', '=', hash).executeTakeFirst()

/** Every device, or those of some teams; revoked ones last. */
export async function listDevices(db: DbOrTrx, teamIds?: readonly string[]): Promise<DeviceLine[]> {
  const rows = await db
    .selectFrom('device')
    .innerJoin('team', 'team.id', 'device.team_id')
    .innerJoin('person as enroller', 'enroller.id', 'device.enrolled_by')
    .leftJoin('person as revoker', 'revoker.id', 'device.revoked_by')
    .selectAll('device')
    .select(['team.name as team_name', 'enroller.name as enroller', 'revoker.name as revoker'])
    .$if(teamIds !== undefined, (query) => query.where('device.team_id', 'in', teamIds ?? []))
    .orderBy((eb) => eb.case().when('device.revoked_at', 'is', null).then(0).else(1).end())
    .orderBy('team.sort_key')
    .orderBy('device.name')
    .orderBy('device.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    team: { id: row.team_id, name: row.team_name },
    enrolledAt: row.enrolled_at,
    enrolledBy: row.enroller,
    lastSeenAt: row.last_seen_at,
    told:
      row.told_sequence === null ? null : { sequence: row.told_sequence, waitingSince: row.waiting_since },
    revoked: row.revoked_at ? { at: row.revoked_at, by: row.revoker ?? '', reason: row.revoke_reason } : null,
  }))
}

/** Codes that nobody has used and that still count. */
export async function waitingCodes(db: DbOrTrx, now: string, teamIds?: readonly string[]) {
  const rows = await db
    .selectFrom('device_code')
    .innerJoin('team', 'team.id', 'device_code.team_id')
    .select(['device_code.id', 'device_code.name', 'device_code.expires_at', 'device_code.team_id'])
    .select('team.name as team_name')
    .where('device_id', 'is', null)
    .where('expires_at', '>', now)
    .$if(teamIds !== undefined, (query) => query.where('device_code.team_id', 'in', teamIds ?? []))
    .orderBy('expires_at')
    .execute()
  return rows.map(({ id, name, expires_at, team_id, team_name }) => ({
    id,
    name,
    team: { id: team_id, name: team_name },
    expiresAt: expires_at,
  }))
}
