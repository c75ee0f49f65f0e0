import type { z } from 'zod'
import { change } from '../db/audit.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { lockOutKey } from '../http/client-address.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { beginAttempt, forgiveAttempt } from './attempts.ts'
import { ADDRESS_HEADER, type Auth } from './auth.ts'
import { codeStands, spendCode } from './codes.service.ts'
import { LIMITS } from './lock-out.rules.ts'
import { actorById, signInRow } from './people.queries.ts'
import { type codeBody, SHORTEST_PASSWORD, type signInBody } from './people.schema.ts'
import { normalisePhone } from './phone.rules.ts'

/** Where a sign-in comes from. */
export interface Caller {
  address: string
  userAgent: string
}

// No user name can be this, so whoever does not exist costs a hash as well and is not told apart by time.
const NOBODY = '?'

/** Who a request comes from: the session's person, unless deactivated since. */
export const identify =
  (deps: Pick<Deps, 'reads'>, auth: Auth) =>
  async (headers: Headers): Promise<Actor | null> => {
    if (!headers.get('cookie')?.includes('vang.session_token')) return null
    // The cookie's life is prolonged by GET /session alone, which can send the new one along.
    const session = await auth.api.getSession({ headers, query: { disableRefresh: true } })
    return (session && (await actorById(deps.reads, session.user.id))) ?? null
  }

/** Returns the answer whose cookies begin the session. Throws `wrong_password` or `locked_out`. */
export async function signIn(deps: Deps, auth: Auth, input: z.output<typeof signInBody>, caller: Caller) {
  const { person, tallies } = await prepare(deps, 'password', input.login, caller)
  await beginAttempt(deps.db, tallies)
  const login = person?.hasPassword ? person.login : NOBODY
  const answer = await openSession(auth, login, input.password, caller)
  if (!answer.ok || !person) return refuse(deps, 'wrong_password', person, caller)
  await change(deps, person, async (trx, record) => {
    await forgiveAttempt(trx, ...tallies)
    await record({ action: 'people.sign_in', subjectKind: 'person', subjectId: person.id })
  })
  return answer
}

/** A one-time code sets a new password, ends every older session, and begins a new one. */
export async function signInByCode(deps: Deps, auth: Auth, input: z.output<typeof codeBody>, caller: Caller) {
  if (input.newPassword.length < SHORTEST_PASSWORD) throw new DomainError('weak_password')
  const { person, tallies } = await prepare(deps, 'code', input.login, caller)
  await beginAttempt(deps.db, tallies)
  const code = input.code.replace(/[\s.-]/g, '')
  if (!person || !(await codeStands(deps.reads, auth.secret, person.id, code)))
    return refuse(deps, 'code_wrong', person, caller)
  const passwordHash = await auth.passwords.hash(input.newPassword)
  await change(deps, person, async (trx, record) => {
    await spendCode(trx, auth.secret, { personId: person.id, code, passwordHash })
    await forgiveAttempt(trx, ...tallies)
    await trx.deleteFrom('sign_in_failure').where('key', '=', `password:${person.id}`).execute()
    await record({ action: 'people.sign_in_by_code', subjectKind: 'person', subjectId: person.id })
  })
  const answer = await openSession(auth, person.login, input.newPassword, caller)
  if (!answer.ok) throw new DomainError('wrong_password')
  return answer
}

async function prepare(deps: Deps, way: 'password' | 'code', typed: string, caller: Caller) {
  const login = typed.trim().normalize('NFC').toLowerCase()
  const person = await signInRow(deps.reads, login, normalisePhone(login))
  // Codes are counted apart: guessing passwords must not shut out the person an admin has just helped.
  const account = { key: `${way}:${person?.id ?? login}`, limit: LIMITS.account }
  const address = { key: `address:${lockOutKey(caller.address)}`, limit: LIMITS.address }
  return { person, tallies: [account, address] as const }
}

/** A refusal that concerns somebody stands in the audit; lock-out keeps that to a few rows. */
async function refuse(
  deps: Deps,
  code: 'wrong_password' | 'code_wrong',
  person: { id: string } | undefined,
  { address }: Caller,
): Promise<never> {
  if (person)
    await change(deps, null, (_, record) =>
      record({
        action: 'people.sign_in_refused',
        subjectKind: 'person',
        subjectId: person.id,
        detail: { code, address },
      }),
    )
  throw new DomainError(code)
}

function openSession(auth: Auth, login: string, password: string, caller: Caller): Promise<Response> {
  const headers = new Headers({ [ADDRESS_HEADER]: caller.address, 'user-agent': caller.userAgent })
  return auth.api.signInUsername({ body: { username: login, password }, headers, asResponse: true })
}
