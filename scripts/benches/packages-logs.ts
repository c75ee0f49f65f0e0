import { setTimeout as sleep } from 'node:timers/promises'
import { anApp } from '../../tests/support/app.ts'
import { aDevice, aTeam } from '../../tests/support/devices.ts'
import { startServer } from '../../tests/support/server.ts'
import { aLoggingPhone } from './logging-phone.ts'
import { type BenchRow, count, randomly } from './rows.ts'

const mishaps = 300
const phones = 6
/** Each of these ends the real server at any moment of a request, and starts it anew on the same folder. */
const serverKills = 25
const DAY_MS = 86_400_000

/**
 * Phones write, are killed, lose answers and jump in time by two days, while their logs travel by three routes in any order and any
 * number of times, and the server is killed under them. What each phone ever wrote is then compared with what the office holds.
 */
export async function logRows(_dir: string, seed: number): Promise<BenchRow[]> {
  const app = await anApp()
  await aTeam(app)
  const cookie = await app.cookieOf('scheduler')
  const start = () => startServer(app.deps.config.dataDir, { VANG_NOW: app.deps.clock.now() })
  let server = await start()
  try {
    const random = randomly(seed)
    const below = (n: number) => Math.floor(random() * n)
    const team: ReturnType<typeof aLoggingPhone>[] = []
    for (let i = 0; i < phones; i++) {
      const { id, token } = await aDevice(app, { name: `Điện thoại ${i + 1}` })
      team.push(aLoggingPhone(id, token))
    }
    type Phone = ReturnType<typeof aLoggingPhone>
    const any = () => team[below(team.length)] as Phone
    /** Copies of logs on sticks and other phones: any of them may arrive at any time, again and again. */
    const copies: { of: Phone; lines: string }[] = []

    const send = (path: string, body: string, headers: Record<string, string>) =>
      fetch(`${server.url}/api${path}`, {
        method: 'POST',
        body,
        headers,
        signal: AbortSignal.timeout(20_000),
      })
    const byNetwork = async (phone: Phone) => {
      const answer = await send('/field/logs', JSON.stringify(phone.batch(1 + below(60))), {
        'content-type': 'application/json',
        authorization: `Bearer ${phone.token}`,
      })
      if (!answer.ok) throw new Error(await answer.text())
      return (await answer.json()) as unknown
    }
    const byFile = async (lines: string, carrier: Phone | 'office') => {
      const [path, who] =
        carrier === 'office'
          ? ['/logs/file', { cookie }]
          : ['/field/logs/file', { authorization: `Bearer ${carrier.token}` }]
      const answer = await send(path, lines, { 'content-type': 'application/x-ndjson', ...who })
      if (!answer.ok) throw new Error(await answer.text())
      return (await answer.json()) as { devices: { device: string }[] }
    }
    const deliver = async () => {
      const copy = copies[below(copies.length)]
      if (!copy) return
      const others = team.filter((phone) => phone !== copy.of)
      const answer = await byFile(
        copy.lines,
        random() < 0.5 ? 'office' : (others[below(others.length)] as Phone),
      )
      // Now and then the answer comes back to the phone it is about, such as by a stick that returns.
      if (random() < 0.5)
        for (const told of answer.devices) if (told.device === copy.of.id) copy.of.hear(told)
    }
    const killServer = async (phone: Phone) => {
      const under = random() < 0.5 ? byNetwork(phone) : deliver()
      const lost = under.then(
        () => undefined,
        () => undefined,
      )
      await sleep(below(12))
      await server.kill()
      await lost
      server = await start()
    }
    for (let round = 0; round < mishaps; round++) {
      const phone = any()
      phone.write(1 + below(12))
      const way = random()
      if (round % Math.floor(mishaps / serverKills) === 0) await killServer(phone)
      else if (way < 0.15) phone.restart()
      else if (way < 0.3) phone.jump((random() < 0.5 ? -2 : 2) * DAY_MS)
      else if (way < 0.5) await byNetwork(phone)
      else if (way < 0.65) copies.push({ of: phone, lines: phone.file(shuffledBy(random), below(40)) })
      else if (way < 0.8) await deliver()
      else phone.hear(await byNetwork(phone))
    }
    for (const phone of team) await sendAll(phone, byNetwork)
    for (const copy of copies) await byFile(copy.lines, 'office')
    const held = await app.deps.reads
      .selectFrom('play_event')
      .select(['device_id', 'sequence', 'hash'])
      .execute()
    const written = team.flatMap((phone) => phone.everything())
    const hashes = held.map(({ hash }) => hash)
    const lost = written.filter(({ hash }) => !new Set(hashes).has(hash)).length
    return [
      count('log_events_written', 'events', written.length),
      count('log_server_kills', 'kills', serverKills),
      count('log_events_lost', 'events', lost),
      count('log_events_doubled', 'events', held.length - (written.length - lost)),
      count(
        'log_events_unacknowledged',
        'events',
        team.reduce((sum, phone) => sum + phone.waiting(), 0),
      ),
    ]
  } finally {
    await server.stop()
    await app.close()
  }
}

async function sendAll(
  phone: ReturnType<typeof aLoggingPhone>,
  byNetwork: (phone: ReturnType<typeof aLoggingPhone>) => Promise<unknown>,
): Promise<void> {
  // A batch may be a small one: as many as there can be.
  for (let tries = 0; tries < 2000 && phone.waiting() > 0; tries++) phone.hear(await byNetwork(phone))
}

const shuffledBy =
  (random: () => number) =>
  <T>(some: readonly T[]): T[] =>
    some
      .map((one) => ({ one, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one)
