import { change, type Recorder } from '../db/audit.ts'
import { fold, sortKey } from '../db/folding.ts'
import { newId } from '../db/ids.ts'
import type { Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { endSessions } from './codes.service.ts'
import { isLogin, loginFor } from './login.ts'
import { loginsTaken, otherActiveAdmins, personRow, phoneOwner, unitExists } from './people.queries.ts'
import type { NewPerson, PersonChange } from './people.schema.ts'
import { normalisePhone } from './phone.rules.ts'

export { identify } from './sign-in.service.ts'

type Writes = Pick<Deps, 'db' | 'live' | 'clock'>

/** Makes an account without a password; a one-time code sets the first one. */
export function addPerson(deps: Writes, actor: Actor | null, input: NewPerson) {
  return change(deps, actor, (trx, record) => insertPerson(deps, trx, record, input))
}

export async function insertPerson(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  record: Recorder,
  input: NewPerson,
): Promise<{ id: string; login: string }> {
  const name = tidy(input.name)
  const taken = await loginsTaken(trx)
  const login = input.login?.toLowerCase() ?? loginFor(name, taken)
  if (!isLogin(login)) throw invalid('login')
  if (taken.has(login)) throw new DomainError('login_taken')
  const phone = await freePhone(trx, input.phone)
  if (!(await unitExists(trx, input.unitId))) throw invalid('unitId')
  const id = newId()
  const at = deps.clock.now()
  const email = `${login}@vang.invalid` // better-auth wants one; nobody is ever written to
  await trx
    .insertInto('auth_user')
    .values({ id, name, email, username: login, displayUsername: login, createdAt: at, updatedAt: at })
    .execute()
  await trx
    .insertInto('person')
    .values({
      id,
      login,
      phone,
      name,
      sort_key: sortKey(name),
      folded: fold(name),
      unit_id: input.unitId,
      role: input.role,
      languages: JSON.stringify(input.languages),
      created_at: at,
      updated_at: at,
    })
    .execute()
  await record({
    action: 'people.add',
    subjectKind: 'person',
    subjectId: id,
    detail: { login, name, role: input.role, unitId: input.unitId },
  })
  return { id, login }
}

/** Changes what is given. Whoever is deactivated is signed out at once; the last active admin stays one. */
export function changePerson(deps: Writes, actor: Actor, { id, ...input }: PersonChange & { id: string }) {
  return change(deps, actor, async (trx, record) => {
    const before = found(await personRow(trx, id))
    const active = input.active ?? before.active === 1
    const role = input.role ?? before.role
    const wasAdmin = before.role === 'admin' && before.active === 1
    if (wasAdmin && (role !== 'admin' || !active) && (await otherActiveAdmins(trx, id)) === 0)
      throw new DomainError('last_admin')
    if (input.unitId !== undefined && !(await unitExists(trx, input.unitId))) throw invalid('unitId')
    const name = tidy(input.name ?? before.name)
    const phone =
      input.phone === undefined ? before.phone : await freePhone(trx, input.phone ?? undefined, id)
    await trx
      .updateTable('person')
      .set({
        name,
        sort_key: sortKey(name),
        folded: fold(name),
        role,
        unit_id: input.unitId ?? before.unit_id,
        phone,
        languages: input.languages ? JSON.stringify(input.languages) : before.languages,
        active: active ? 1 : 0,
        updated_at: deps.clock.now(),
      })
      .where('id', '=', id)
      .execute()
    if (!active) {
      await endSessions(trx, id)
      await trx.deleteFrom('sign_in_code').where('person_id', '=', id).where('used_at', 'is', null).execute()
    }
    await record({ action: 'people.change', subjectKind: 'person', subjectId: id, detail: input })
  })
}

async function freePhone(trx: Trx, typed: string | undefined, exceptId?: string): Promise<string | null> {
  if (!typed?.trim()) return null
  const phone = normalisePhone(typed)
  if (!phone) throw invalid('phone')
  const owner = await phoneOwner(trx, phone, exceptId)
  if (owner !== undefined) throw new DomainError('phone_taken', { owner })
  return phone
}

const tidy = (name: string) => name.normalize('NFC').replace(/\s+/g, ' ').trim()
const invalid = (path: string) => new DomainError('invalid', { problems: [{ path, problem: path }] })
