import readXlsx from 'read-excel-file/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import type { Behind } from '../../server/field/coverage/behind.schema.ts'
import type { Coverage } from '../../server/field/coverage/coverage.schema.ts'
import type { EventBody } from '../../server/field/logs/events.rules.ts'
import { anApp } from '../support/app.ts'
import { aDevice, aLog, aTeam } from '../support/devices.ts'
import { aDistrict, anAudibleWork, aPlaylist, dates } from '../support/playlists.ts'

type App = Awaited<ReturnType<typeof anApp>>
const LENGTH_MS = 60_000
let app: App
beforeEach(async () => {
  app = await anApp()
  await aTeam(app)
})
afterEach(() => app.close())

const period = `from=${dates.validFrom}&to=${dates.validTo}&at=2021-09-30`
const coverage = async (more = '') =>
  (await (await app.as('official').get(`/api/coverage?${period}${more}`)).json()) as Coverage

/** One notice in Tày and Dao for a district whose first language is Dao, published and made for loudspeakers. */
async function aPublishedNotice() {
  const target = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc', languages: ['ium', 'tyz'] })
  const work = await anAudibleWork(app.deps, ['ium', 'tyz'])
  const list = await aPlaylist(app, {
    items: [{ part: 'notices', workId: work.id }],
    targets: [{ kind: 'area', id: target.id }],
  })
  const answer = await app
    .as('scheduler')
    .post(`/api/playlists/${list.id}/publish`, { revision: list.revision })
  const { publicationId } = (await answer.json()) as { publicationId: string }
  const { db, clock } = app.deps
  const packageId = newId()
  await db
    .insertInto('package')
    .values({
      id: packageId,
      publication_id: publicationId,
      playlist_id: list.id,
      target_kind: 'area',
      target_id: target.id,
      target_name: target.name,
      sequence: 1,
      variant: '01',
      state: 'ready',
      valid_from: dates.validFrom,
      valid_to: dates.validTo,
      created_at: clock.now(),
    })
    .execute()
  for (const version of work.versions) {
    const sha256 = newId()
    const made = { in_ms: null, out_ms: null, recipe: 'loudspeaker', recipe_version: 2, parameters: '{}' }
    await db
      .insertInto('rendition')
      .values({
        ...made,
        id: newId(),
        key: newId(),
        source_sha256: version.source_sha256,
        build: 'test',
        sha256,
        size_bytes: 1,
        media_type: 'audio/mpeg',
        duration_ms: LENGTH_MS,
        record: '{}',
        made_at: clock.now(),
      })
      .execute()
    await db
      .insertInto('package_file')
      .values({
        publication_id: publicationId,
        variant: '01',
        sha256,
        size_bytes: 1,
        media_type: 'audio/mpeg',
        version_id: version.id,
        content_id: version.content_id,
      })
      .execute()
  }
  const [dao = '', tay = ''] = work.versions.map(({ id }) => id)
  return { target, work, packageId, dao, tay }
}

async function log(events: Partial<EventBody>[]) {
  const device = await aDevice(app)
  const written = aLog(device.id, events.length, {
    from: '2021-09-29T12:00:00.000Z',
    change: (sequence) => ({ fromMs: 0, ...events[sequence - 1] }),
  })
  app.deps.clock.now = () => '2021-09-30T01:00:00.000Z'
  const answer = await device.ask('POST', '/api/field/logs', { events: written })
  expect(answer.status, await answer.clone().text()).toBe(200)
}

describe('what the office sees of the field', () => {
  it('says of a published notice that nobody heard it, with the team to call', async () => {
    const { target } = await aPublishedNotice()
    await app.deps.db
      .insertInto('team_serves')
      .values({ team_id: 'team-1', target_kind: 'area', target_id: target.id, valid_from: '2020-01-01' })
      .execute()
    const { rows, works } = await coverage()
    expect(works).toHaveLength(1)
    expect(rows).toMatchObject([
      {
        name: 'Huyện Bảo Lạc',
        block: { column: 2, row: 1 },
        expected: 1,
        heard: 0,
        lastServed: null,
        teams: [{ id: 'team-1' }],
        cells: [{ reached: 'never', expected: true, measured: 0, declared: 0 }],
      },
    ])
  })

  it('counts by language what a device logged, measured apart from declared, and a call’s two halves once', async () => {
    const { packageId, dao, tay } = await aPublishedNotice()
    const of = { packageId, kind: 'play' as const, measured: true }
    await log([
      { ...of, versionId: tay, playedMs: LENGTH_MS },
      { ...of, versionId: dao, playedMs: 20_000 },
      { ...of, versionId: dao, playedMs: 40_000 },
      { packageId, versionId: dao, kind: 'declared', measured: false, count: 3, playedMs: null },
    ])
    const [row] = (await coverage()).rows
    expect(row).toMatchObject({ heard: 1, heardInOwn: 1, lastServed: '2021-09-29' })
    expect(row?.cells[0]).toMatchObject({ measured: 2, declared: 3, reached: 'own' })
    expect(
      row?.cells[0]?.byLanguage.toSorted((a, b) => a.measured + a.declared - b.measured - b.declared),
    ).toEqual([
      { language: 'tyz', measured: 1, declared: 0 },
      { language: 'ium', measured: 1, declared: 3 },
    ])
  })

  it('counts a play that ran over midnight once, in the days that end with its evening', async () => {
    const { packageId, dao } = await aPublishedNotice()
    const of = { packageId, versionId: dao, kind: 'play' as const, measured: true }
    await log([
      { ...of, at: '2021-09-29T16:59:20.000Z', playedMs: 35_000 },
      { ...of, at: '2021-09-29T17:02:00.000Z', fromMs: 35_000, playedMs: 25_000 },
    ])
    const cell = async (days: string) => {
      const answer = await app.as('official').get(`/api/coverage?${days}&at=2021-09-30`)
      return ((await answer.json()) as Coverage).rows[0]?.cells[0]
    }
    expect(await cell('from=2021-09-29&to=2021-09-30')).toMatchObject({ measured: 1, partly: 0 })
    expect(await cell('from=2021-09-30&to=2021-10-01')).toMatchObject({ measured: 0, partly: 0 })
  })

  it('tells what was heard in another language only', async () => {
    const { packageId, tay } = await aPublishedNotice()
    await log([{ packageId, versionId: tay, kind: 'play', measured: true, playedMs: LENGTH_MS }])
    expect((await coverage()).rows[0]).toMatchObject({
      heard: 1,
      heardInOwn: 0,
      cells: [{ reached: 'other' }],
    })
  })

  it('names devices that told nothing for some days', async () => {
    await aDevice(app, { name: 'Điện thoại số 2' })
    const silent = async (days: number) =>
      (
        (await (await app.as('official').get(`/api/coverage/silent?days=${days}`)).json()) as {
          devices: object[]
        }
      ).devices
    expect(await silent(7)).toEqual([])
    app.deps.clock.now = () => '2021-10-07T02:00:00.000Z'
    expect(await silent(7)).toMatchObject([
      { name: 'Điện thoại số 2', days: 10, team: { name: 'Đội chiếu phim số 1' } },
    ])
  })

  it('calls a device silent after as many days as the station sets', async () => {
    await aDevice(app)
    app.deps.clock.now = () => '2021-10-01T02:00:00.000Z'
    const silent = async () => {
      const answer = await app.as('official').get('/api/coverage/silent')
      return (await answer.json()) as { days: number; devices: object[] }
    }
    expect(await silent()).toEqual({ days: 7, devices: [] })
    expect((await app.as('scheduler').put('/api/devices/silence', { days: 3 })).status).toBe(200)
    expect(await silent()).toMatchObject({ days: 3, devices: [{ days: 4 }] })
    expect((await (await app.as('film_team').get('/api/devices')).json()).silentDays).toBe(3)
    expect((await app.as('official').put('/api/devices/silence', { days: 1 })).status).toBe(403)
  })

  it('opens what stands behind a figure: each evening, the list that asked, and what nobody can place', async () => {
    const { target, work, packageId, dao, tay } = await aPublishedNotice()
    const of = { packageId, kind: 'play' as const, measured: true, playedMs: LENGTH_MS }
    await log([
      { ...of, versionId: tay },
      { ...of, versionId: dao, playedMs: 20_000 },
    ])
    const behind = async (more: string) =>
      (await (await app.as('approver').get(`/api/coverage/behind?${period}${more}`)).json()) as Behind
    const { plays, lists, showings } = await behind(`&placeId=${target.id}&workId=${work.id}`)
    expect(plays.toSorted((a, b) => b.times - a.times)).toMatchObject([
      { day: '2021-09-29', language: 'tyz', times: 1, partly: false, device: 'Điện thoại của đội' },
      { language: 'ium', times: 0, partly: true, playedMs: 20_000, hamlet: null },
    ])
    expect(lists).toMatchObject([{ language: 'ium', validFrom: dates.validFrom }])
    expect(showings).toEqual([])
    expect((await behind('&level=commune&of=unplaced')).plays).toHaveLength(2)
    expect((await behind('&of=uncertain')).plays).toEqual([])
    expect((await app.as('approver').get(`/api/coverage/behind?${period}`)).status).toBe(400)
  })

  it('puts the month into a workbook of showings, teams, notices and what nobody heard', async () => {
    const { packageId, tay } = await aPublishedNotice()
    await log([{ packageId, versionId: tay, kind: 'play', measured: true, playedMs: LENGTH_MS }])
    const answer = await app.as('official').get('/api/coverage/month.xlsx?month=2021-09')
    expect(answer.status).toBe(200)
    const bytes = Buffer.from(await answer.arrayBuffer())
    const sheets = await readXlsx(bytes)
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      'Buổi chiếu',
      'Theo đội',
      'Thông báo đã phát',
      'Chưa nghe',
    ])
    expect(sheets[0]?.data[0]).toContain('Lượt người xem')
    // A district's package was played at no named hamlet: it is counted, and said to be so.
    expect(sheets[2]?.data.slice(1)).toEqual([['Không rõ xóm', null, expect.any(String), 'Tiếng Tày', 1, 0]])
    const [, team] = sheets[1]?.data ?? []
    expect(team?.slice(0, 3)).toEqual(['Đội chiếu phim số 1', 0, 14])
  })

  it('is not for film teams, and takes no day before its first', async () => {
    expect((await app.as('film_team').get(`/api/coverage?${period}`)).status).toBe(403)
    expect((await app.as('official').get('/api/coverage?from=2021-10-01&to=2021-09-01')).status).toBe(400)
  })
})
