import { randomBytes, randomInt } from 'node:crypto'
import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Device } from '../../http/device-door.ts'
import { type Action, type Actor, may } from '../../http/permissions.rules.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { codeHash } from '../secret.ts'
import { newCode, readCode } from './codes.rules.ts'
import { codeByHash, deviceByTokenHash, deviceRow, insertCode } from './devices.queries.ts'
import type { Enrolled, Enrolment, NewDeviceCode } from './devices.schema.ts'

type Writes = Pick<Deps, 'db' | 'live' | 'clock'>

const CODE_LIVES_MS = 60 * 60_000
const SEEN_EVERY_MS = 60_000

const hashOfToken = (token: string) => sha256Of(`device token\n${token}`)
const hashOfCode = (secret: string, signs: string) => codeHash(secret, 'device', signs)

/** A code that pairs one phone or laptop with a team, within an hour of real time. */
export function makeDeviceCode(
  deps: Writes,
  secret: string,
  actor: Actor,
  { teamId, name }: NewDeviceCode,
): Promise<{ id: string; code: string; expiresAt: string }> {
  ownTeam(actor, 'devices.enrol', teamId)
  const code = newCode((n) => randomInt(n))
  const id = newId()
  const expiresAt = new Date(Date.now() + CODE_LIVES_MS).toISOString()
  return change(deps, actor, async (trx, record) => {
    found(await trx.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst())
    await insertCode(trx, {
      id,
      team_id: teamId,
      name: name.normalize('NFC'),
      code_hash: hashOfCode(secret, readCode(code) ?? ''),
      expires_at: expiresAt,
      created_by: actor.id,
      created_at: deps.clock.now(),
    })
    await record({
      action: 'devices.make_code',
      subjectKind: 'device',
      subjectId: id,
      detail: { teamId, name },
    })
    return { id, code, expiresAt }
  })
}

/**
 * Makes a device of whoever holds a code, once. The token is told here and never again: where that answer was lost, the same code
 * gives a new token for the same device, as long as the device has not been heard of. Throws `code_wrong`.
 */
export async function enrol(
  deps: Writes & Pick<Deps, 'reads'>,
  secret: string,
  { code, kind }: Enrolment,
): Promise<Enrolled> {
  const signs = readCode(code)
  const standing = signs && (await codeByHash(deps.reads, hashOfCode(secret, signs)))
  if (!standing || standing.expires_at <= new Date().toISOString()) throw new DomainError('code_wrong')
  const { team_id: teamId, team_name: teamName, name, created_by: by } = standing
  const token = randomBytes(32).toString('base64url')
  const told = { kind, token_hash: hashOfToken(token) }
  return change(deps, { id: by }, async (trx, record) => {
    const spent = found(await codeByHash(trx, standing.code_hash)).device_id
    const before = spent ? await deviceRow(trx, spent) : undefined
    if (before && (before.last_seen_at || before.revoked_at)) throw new DomainError('code_wrong')
    const id = before?.id ?? newId()
    if (before) await trx.updateTable('device').set(told).where('id', '=', id).execute()
    else {
      const made = { id, team_id: teamId, name, enrolled_at: deps.clock.now(), enrolled_by: by, ...told }
      await trx.insertInto('device').values(made).execute()
      await trx.updateTable('device_code').set({ device_id: id }).where('id', '=', standing.id).execute()
    }
    const detail = { teamId, name, kind }
    await record({ action: 'devices.enrol', subjectKind: 'device', subjectId: id, detail })
    return { deviceId: id, token, team: { id: teamId, name: teamName } }
  })
}

/** Whose token this is; notes at most once a minute that the device was heard of. */
export async function deviceByToken(
  deps: Pick<Deps, 'db' | 'reads' | 'clock'>,
  token: string,
): Promise<Device | null> {
  const row = await deviceByTokenHash(deps.reads, hashOfToken(token))
  if (!row) return null
  const now = deps.clock.now()
  if (!row.last_seen_at || Math.abs(Date.parse(now) - Date.parse(row.last_seen_at)) > SEEN_EVERY_MS)
    await inTransaction(deps.db, (trx) =>
      trx.updateTable('device').set({ last_seen_at: now }).where('id', '=', row.id).execute(),
    )
  return { id: row.id, teamId: row.team_id, name: row.name, revoked: row.revoked_at !== null }
}

/** Takes a device's token away for good: it may still hand in its log, which a person then looks at. Once more changes nothing. */
export function revokeDevice(
  deps: Writes,
  actor: Actor,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    const device = found(await deviceRow(trx, id))
    ownTeam(actor, 'devices.revoke', device.team_id)
    if (!device.revoked_at)
      await trx
        .updateTable('device')
        .set({ revoked_at: deps.clock.now(), revoked_by: actor.id, revoke_reason: reason })
        .where('id', '=', id)
        .execute()
    await record({ action: 'devices.revoke', subjectKind: 'device', subjectId: id, detail: { reason } })
  })
}

/** Ends a code before anybody has used it. */
export function dropCode(deps: Writes, actor: Actor, id: string): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    const code = found(
      await trx.selectFrom('device_code').selectAll().where('id', '=', id).executeTakeFirst(),
    )
    ownTeam(actor, 'devices.enrol', code.team_id)
    if (code.device_id) throw new DomainError('conflict')
    await trx.deleteFrom('device_code').where('id', '=', id).execute()
    await record({ action: 'devices.drop_code', subjectKind: 'device', subjectId: id })
  })
}

function ownTeam(actor: Actor, action: Action, teamId: string): void {
  if (!may(actor, action, { servedByTeamIds: [teamId] })) throw new DomainError('other_team')
}
