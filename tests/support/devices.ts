import {
  chained,
  type EventBody,
  firstPrevious,
  type PlayEvent,
} from '../../server/field/logs/events.rules.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import type { anApp } from './app.ts'

type App = Awaited<ReturnType<typeof anApp>>

/** A film team with nobody in it but the film team's account. */
export async function aTeam(app: App, id = 'team-1', name = 'Đội chiếu phim số 1'): Promise<string> {
  const at = app.deps.clock.now()
  await app.deps.db
    .insertInto('team')
    .values({ id, name, sort_key: name, unit_id: 'unit-centre', created_at: at })
    .execute()
  app.actors.film_team = { ...app.actors.film_team, teamIds: [...app.actors.film_team.teamIds, id] }
  return id
}

/** A phone that was paired as a person pairs one: a code is made, the phone sends it back. */
export async function aDevice(app: App, { teamId = 'team-1', name = 'Điện thoại của đội' } = {}) {
  const made = await app.as('scheduler').post('/api/devices/codes', { teamId, name })
  if (!made.ok) throw new Error(await made.text())
  const { code } = (await made.json()) as { code: string }
  const answer = await app.as(null).post('/api/field/enrol', { code, kind: 'phone' })
  if (!answer.ok) throw new Error(await answer.text())
  const { deviceId, token } = (await answer.json()) as { deviceId: string; token: string }
  return { id: deviceId, token, ask: asDevice(app, token) }
}

/** Requests with a device's token. */
export const asDevice = (app: App, token: string) => (method: string, path: string, body?: unknown) =>
  app.as(null).request(method, path, body, { authorization: `Bearer ${token}` })

/** A log of `many` plays, one a minute from `from` on, with what the test changes about each. */
export function aLog(
  device: string,
  many: number,
  {
    from = '2021-09-27T02:00:00.000Z',
    after,
    change = () => ({}),
  }: {
    from?: string
    after?: PlayEvent | undefined
    change?: (sequence: number) => Partial<EventBody>
  } = {},
): PlayEvent[] {
  const events: PlayEvent[] = []
  for (let i = 0; i < many; i++) {
    const before = events.at(-1) ?? after
    const sequence = (before?.sequence ?? 0) + 1
    const body: EventBody = {
      device,
      sequence,
      boot: 'boot-1',
      at: new Date(Date.parse(from) + i * 60_000).toISOString(),
      monotonicMs: sequence * 60_000,
      kind: 'play',
      measured: true,
      packageId: 'package-1',
      versionId: 'version-1',
      contentId: 'content-1',
      part: 'notices',
      position: 1,
      fromMs: 0,
      playedMs: 30_000,
      showingId: null,
      hamletId: null,
      count: null,
      detail: null,
      ...change(sequence),
    }
    events.push(chained(body, before?.hash ?? firstPrevious, sha256Of))
  }
  return events
}

/** A log as a file. */
export const asFile = (events: readonly PlayEvent[]) =>
  new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join(''))
