import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../server/app.ts'
import { createClock } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openWriter } from '../../server/db/open.ts'
import type { Deps } from '../../server/deps.ts'
import { createLive } from '../../server/http/live.ts'
import type { Actor, Role } from '../../server/http/permissions.rules.ts'
import { seedKeys } from '../../server/packages/keys/keys.service.ts'
import { type Auth, createAuth } from '../../server/people/auth.ts'
import { identify } from '../../server/people/people.service.ts'
import { unwire, wire } from '../../server/wiring.ts'

// Cheap on purpose: a test signs in often, and guards nothing.
const CHEAP_HASH = { memoryCost: 8, timeCost: 1 }
export const TEST_PASSWORD = 'a password of tests'

export const DEMO_NOW = '2021-09-27T01:00:00.000Z'

/** Drivers on a fresh folder with a migrated database, at 08:00 on 27/09/2021 unless told otherwise. */
export async function someDeps(env: Record<string, string> = {}): Promise<Deps & { close(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vang-test-'))
  const config = readConfig({
    VANG_DATA: dataDir,
    VANG_NOW: DEMO_NOW,
    VANG_LOG_LEVEL: 'silent',
    VANG_DISK_RESERVE_BYTES: '0',
    ...env,
  })
  const first = openWriter(join(dataDir, 'vang.db'))
  await migrate(first)
  await first.destroy()
  const deps = { ...(await wire(config, createLive())), clock: createClock(config.now) }
  return {
    ...deps,
    async close() {
      await unwire(deps)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** One person per role, of one unit, written straight to the database. */
export async function seedPeople(deps: Deps): Promise<Record<Role, Actor>> {
  const at = deps.clock.now()
  await deps.db
    .insertInto('unit')
    .values([
      { id: 'unit-troupe', name: 'Đoàn Nghệ thuật tỉnh', sort_key: 'a', kind: 'troupe', created_at: at },
      {
        id: 'unit-centre',
        name: 'Trung tâm Văn hóa và Thông tin du lịch',
        sort_key: 'b',
        kind: 'centre',
        created_at: at,
      },
    ])
    .execute()
  const unitOf: Record<Role, string> = {
    producer: 'unit-troupe',
    approver: 'unit-centre',
    scheduler: 'unit-centre',
    film_team: 'unit-centre',
    official: 'unit-centre',
    admin: 'unit-centre',
  }
  const actors = {} as Record<Role, Actor>
  for (const role of Object.keys(unitOf) as Role[]) {
    const id = `person-${role}`
    const unitId = unitOf[role]
    await deps.db
      .insertInto('auth_user')
      .values({ id, name: role, email: `${role}@vang.invalid`, username: role, createdAt: at, updatedAt: at })
      .execute()
    await deps.db
      .insertInto('person')
      .values({
        id,
        login: role,
        name: role,
        sort_key: role,
        folded: role,
        unit_id: unitId,
        role,
        languages: '["vi"]',
        created_at: at,
        updated_at: at,
      })
      .execute()
    actors[role] = { id, name: role, role, unitId, languages: ['vi'], teamIds: [] }
  }
  return actors
}

/** Lets everybody in whom seedPeople wrote. */
async function givePasswords(deps: Deps, auth: Auth, actors: Record<Role, Actor>): Promise<void> {
  const password = await auth.passwords.hash(TEST_PASSWORD)
  const at = new Date().toISOString()
  const rows = Object.values(actors).map(({ id }) => ({
    id: `account-${id}`,
    accountId: id,
    providerId: 'credential',
    userId: id,
    password,
    createdAt: at,
    updatedAt: at,
  }))
  await deps.db.insertInto('auth_account').values(rows).execute()
}

/**
 * The real app on a fresh database. `as(role)` makes requests as a person of that role, in a real session;
 * `actors` may be changed by a test, such as to put the film team into a team. A body of bytes goes as it is,
 * any other as JSON.
 */
export async function anApp(env: Record<string, string> = {}) {
  const deps = await someDeps(env)
  const actors = await seedPeople(deps)
  await seedKeys(deps, { warn: () => undefined })
  const auth = createAuth(deps, CHEAP_HASH)
  await givePasswords(deps, auth, actors)
  const seeded = Object.values(actors).map((actor) => structuredClone(actor))
  const bySession = identify(deps, auth)
  const app = createApp(deps, {
    auth,
    identify: async (headers) => {
      const actor = await bySession(headers)
      return actor && { ...actor, ...changedByTest(actor.id) }
    },
  })

  function changedByTest(id: string): Partial<Actor> {
    const before = seeded.find((actor) => actor.id === id)
    const now = Object.values(actors).find((actor) => actor.id === id)
    if (!before || !now) return {}
    const fields = Object.keys(now) as (keyof Actor)[]
    const changed = fields.filter((field) => JSON.stringify(now[field]) !== JSON.stringify(before[field]))
    return Object.fromEntries(changed.map((field) => [field, now[field]]))
  }

  const cookies = new Map<Role, Promise<string>>()
  const cookieOf = (role: Role) => {
    const known = cookies.get(role)
    if (known) return known
    const fresh = signIn(role)
    cookies.set(role, fresh)
    return fresh
  }
  async function signIn(role: Role): Promise<string> {
    const answer = await app.request('/api/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: role, password: TEST_PASSWORD }),
    })
    if (!answer.ok) throw new Error(`${role} could not sign in: ${await answer.text()}`)
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  const as = (role: Role | null) => {
    const request = async (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) => {
      const raw = body instanceof Uint8Array || body instanceof Blob
      return app.request(path, {
        method,
        headers: {
          ...(role ? { cookie: await cookieOf(role) } : {}),
          ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
      })
    }
    return {
      request,
      get: (path: string, headers?: Record<string, string>) => request('GET', path, undefined, headers),
      post: (path: string, body: unknown = {}) => request('POST', path, body),
      put: (path: string, body: unknown = {}) => request('PUT', path, body),
      patch: (path: string, body: unknown = {}) => request('PATCH', path, body),
      delete: (path: string) => request('DELETE', path),
    }
  }
  return { app, deps, auth, actors, as, cookieOf, close: deps.close }
}
