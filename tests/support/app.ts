import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, type Identify } from '../../server/app.ts'
import { createClock } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openWriter } from '../../server/db/open.ts'
import type { Deps } from '../../server/deps.ts'
import { createLive } from '../../server/http/live.ts'
import type { Actor, Role } from '../../server/http/permissions.rules.ts'
import { unwire, wire } from '../../server/wiring.ts'

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

/**
 * The real app on a fresh database. `as(role)` makes requests as a person of that role;
 * `actors` may be changed by a test, such as to put the film team into a team.
 */
export async function anApp(env: Record<string, string> = {}) {
  const deps = await someDeps(env)
  const actors = await seedPeople(deps)
  const identify: Identify = async (headers) => actors[headers.get('x-test-role') as Role] ?? null
  const app = createApp(deps, { identify })
  const as = (role: Role | null) => {
    const request = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      app.request(path, {
        method,
        headers: {
          ...(role ? { 'x-test-role': role } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    return {
      request,
      get: (path: string, headers?: Record<string, string>) => request('GET', path, undefined, headers),
      post: (path: string, body: unknown = {}) => request('POST', path, body),
      put: (path: string, body: unknown = {}) => request('PUT', path, body),
      patch: (path: string, body: unknown = {}) => request('PATCH', path, body),
      delete: (path: string) => request('DELETE', path),
    }
  }
  return { app, deps, actors, as, close: deps.close }
}
