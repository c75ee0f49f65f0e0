// What the film teams did before the campaign, what they do next, and a morning market that a phone logged.
import { chained, type EventBody, firstPrevious, type PlayEvent } from '../server/field/logs/events.rules.ts'
import { sha256Of } from '../server/storage/canonical.ts'
import type { Client } from './demo-client.ts'

const [first, second] = ['team-1', 'team-2']

/** Hamlets by their commune, as the month's table names them: commune, hamlet, team. */
// biome-ignore format: a table reads by its columns
const hamlets: [commune: string, name: string, team: string | undefined][] = [
  ['Xã Đức Hạnh', 'Xóm Cà Pèn', first],
  ['Xã Lý Bôn', 'Xóm Pác Ruộc', first],
  ['Xã Cốc Pàng', 'Xóm Nà Nhùng', first],
  ['Xã Khánh Xuân', 'Xóm Cà Lò', first],
  ['Xã Cô Ba', 'Xóm Phiêng Mòn', first],
  ['Xã Đình Phong', 'Xóm Bản Rạ', second],
  ['Xã Đàm Thủy', 'Xóm Bản Giốc', second],
  ['Xã Cao Chương', 'Xóm Nà Giốc', second],
]

/** Day, hamlet by its place above, and how many came; or why it was put off; or nothing yet. */
// biome-ignore format: a table reads by its columns
const evenings: [day: string, hamlet: number, outcome?: number | string][] = [
  ['2021-09-07', 0, 80], ['2021-09-08', 1, 100], ['2021-09-09', 2, 60], ['2021-09-14', 3, 50],
  ['2021-09-15', 4, 'Mưa to, đường vào xóm sạt lở'], ['2021-09-17', 4, 40],
  ['2021-09-08', 5, 120], ['2021-09-09', 6, 100], ['2021-09-16', 7, 75],
  ['2021-09-29', 0], ['2021-09-30', 1], ['2021-10-01', 2], ['2021-10-02', 3], ['2021-10-03', 4],
  ['2021-10-01', 5], ['2021-10-02', 6], ['2021-10-03', 7],
]

/** The teams' month: hamlets, showings, what became of them. Answers how many there are. */
export async function planShowings(scheduler: Client): Promise<{ planned: number; market: string }> {
  const { areas } = await scheduler.get<{ areas: { id: string; name: string }[] }>('/areas?at=2021-09-27')
  const ids: string[] = []
  for (const [commune, name] of hamlets) {
    const area = areas.find((one) => one.name === commune)
    if (!area) throw new Error(`There should be ${commune}`)
    const headName = `Trưởng ${name.toLocaleLowerCase('vi').split(' ')[0]} ${name.split(' ').slice(1).join(' ')}`
    ids.push((await scheduler.post<{ id: string }>('/hamlets', { areaId: area.id, name, headName })).id)
  }
  const showing = ([day, hamlet]: (typeof evenings)[number], time = '19:30') => ({
    teamId: hamlets[hamlet]?.[2],
    day,
    time,
    hamlet: { id: ids[hamlet] },
  })
  const market = showing(['2021-09-27', 2], '07:30')
  const planned = await scheduler.post<{ ids: string[] }>('/showings', {
    rows: [market, ...evenings.map((evening) => showing(evening))],
  })
  const [marketId = '', ...eveningIds] = planned.ids
  for (const [index, [, , outcome]] of evenings.entries()) {
    if (outcome === undefined) continue
    const said =
      typeof outcome === 'string'
        ? { outcome: 'postponed', reason: outcome, movedTo: null }
        : { outcome: 'held', audience: outcome, exact: false, confirmedRole: 'Trưởng xóm' }
    await scheduler.post(`/showings/${eveningIds[index]}/close`, said)
  }
  return { planned: planned.ids.length, market: marketId }
}

interface Sound {
  kind: string
  versionId: string
  contentId: string
  part: string
  position: number
  durationMs: number
  language: string | null
}

/** A phone is paired, plays a package at a market and tells of it; answers how much it logged. */
export async function playAtMarket(
  base: string,
  { scheduler, team }: { scheduler: Client; team: Client },
  showingId: string,
): Promise<number> {
  const { packages } = await team.get<{ packages: { id: string; target: { name: string } }[] }>('/packages')
  const taken = packages.find(({ target }) => target.name === 'Huyện Bảo Lạc') ?? packages[0]
  if (!taken) throw new Error('The team should have packages')
  const { files } = await team.get<{ files: Sound[] }>(`/packages/${taken.id}/manifest.json`)
  const sounds = files.filter(({ kind }) => kind === 'sound')
  const device = await paired(base, scheduler)
  const log: PlayEvent[] = []
  const write = (event: Partial<EventBody>) => {
    const sequence = log.length + 1
    log.push(
      chained(
        { ...silent, ...event, device: device.id, sequence },
        log.at(-1)?.hash ?? firstPrevious,
        sha256Of,
      ),
    )
  }
  const at = device.serverTime
  for (const [index, { versionId, contentId, part, position, durationMs }] of sounds.entries())
    write({
      ...{ kind: 'play', measured: true, at, monotonicMs: index, packageId: taken.id, showingId },
      ...{ versionId, contentId, part, position, fromMs: 0, playedMs: durationMs },
    })
  const again = sounds.find(({ part }) => part === 'message')
  if (again)
    write({ kind: 'declared', at, packageId: taken.id, showingId, versionId: again.versionId, count: 2 })
  const detail = { outcome: 'held', exact: true, confirmedBy: '', confirmedRole: 'Trưởng xóm', photo: null }
  write({ kind: 'showing', at, showingId, count: 63, detail })
  await device.post('/field/logs', { events: log, now: at })
  return log.length
}

const silent: EventBody = {
  ...{ device: '', sequence: 0, boot: 'boot-1', at: '', monotonicMs: 0, kind: 'note', measured: false },
  ...{ packageId: null, versionId: null, contentId: null, part: null, position: null, fromMs: null },
  ...{ playedMs: null, showingId: null, hamletId: null, count: null, detail: null },
}

async function paired(base: string, scheduler: Client) {
  const name = 'Điện thoại của đội số 1'
  const { code } = await scheduler.post<{ code: string }>('/devices/codes', { teamId: first, name })
  const ask = async <T>(path: string, token?: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${base}/api${path}`, {
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const { deviceId, token } = await ask<{ deviceId: string; token: string }>('/field/enrol', undefined, {
    code,
    kind: 'phone',
  })
  const { serverTime } = await ask<{ serverTime: string }>('/field/state', token)
  return { id: deviceId, serverTime, post: (path: string, body: unknown) => ask(path, token, body) }
}
