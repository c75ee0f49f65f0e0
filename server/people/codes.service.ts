import { randomInt } from 'node:crypto'
import { change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { personRow } from './people.queries.ts'
import { CODE_DIGITS } from './people.schema.ts'
import { codeHash } from './secret.ts'

const CODE_LIVES_MS = 60 * 60_000

/**
 * A code to read out or print: eight digits, good for an hour of real time and for one use. An older one of the
 * same person's stops working. `reset` also takes away the password and ends every session at once.
 */
export async function makeCode(
  deps: Pick<Deps, 'db' | 'live' | 'clock'>,
  secret: string,
  actor: Actor | null,
  { personId, reset = false }: { personId: string; reset?: boolean },
) {
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
  const expiresAt = new Date(Date.now() + CODE_LIVES_MS).toISOString()
  return change(deps, actor, async (trx, record) => {
    const person = found(await personRow(trx, personId))
    if (person.active === 0) throw new DomainError('conflict')
    await trx
      .deleteFrom('sign_in_code')
      .where('person_id', '=', personId)
      .where('used_at', 'is', null)
      .execute()
    await trx
      .insertInto('sign_in_code')
      .values({
        id: newId(),
        person_id: personId,
        code_hash: codeHash(secret, personId, code),
        expires_at: expiresAt,
        created_by: actor?.id ?? null,
        created_at: new Date().toISOString(),
      })
      .execute()
    if (reset) {
      await trx.deleteFrom('auth_account').where('userId', '=', personId).execute()
      await endSessions(trx, personId)
    }
    await record({
      action: reset ? 'people.reset' : 'people.make_code',
      subjectKind: 'person',
      subjectId: personId,
    })
    return { code, expiresAt, login: person.login, name: person.name }
  })
}

/** Whether a code would be taken now; spendCode decides. */
export async function codeStands(
  db: DbOrTrx,
  secret: string,
  personId: string,
  code: string,
): Promise<boolean> {
  return (await standingCode(db, secret, personId, code)) !== undefined
}

/** Takes the code, once, and sets the password it was made for. Throws `code_wrong`. */
export async function spendCode(
  trx: Trx,
  secret: string,
  { personId, code, passwordHash }: { personId: string; code: string; passwordHash: string },
): Promise<void> {
  const standing = await standingCode(trx, secret, personId, code)
  if (!standing) throw new DomainError('code_wrong')
  const at = new Date().toISOString()
  await trx.updateTable('sign_in_code').set({ used_at: at }).where('id', '=', standing.id).execute()
  await setPassword(trx, personId, passwordHash)
  await endSessions(trx, personId)
}

export async function setPassword(trx: Trx, personId: string, passwordHash: string): Promise<void> {
  const at = new Date().toISOString()
  await trx.deleteFrom('auth_account').where('userId', '=', personId).execute()
  await trx
    .insertInto('auth_account')
    .values({
      id: newId(),
      accountId: personId,
      providerId: 'credential',
      userId: personId,
      password: passwordHash,
      createdAt: at,
      updatedAt: at,
    })
    .execute()
}

export async function endSessions(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('auth_session').where('userId', '=', personId).execute()
}

function standingCode(db: DbOrTrx, secret: string, personId: string, code: string) {
  return db
    .selectFrom('sign_in_code')
    .select('id')
    .where('person_id', '=', personId)
    .where('code_hash', '=', codeHash(secret, personId, code))
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date().toISOString())
    .executeTakeFirst()
}
