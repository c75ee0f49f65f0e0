import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Slot } from '../../server/schedule/slots.queries.ts'
import type { Band } from '../../server/schedule/templates/lay-week.service.ts'
import type { TemplateRow } from '../../server/schedule/templates/templates.queries.ts'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, errorOf, SUNDAY } from '../support/schedule.ts'

const MONDAY = '2021-09-27'
const NEXT = '2021-10-04'
let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.deps.db.deleteFrom('slot').execute()
  await app.deps.db.deleteFrom('template_row').execute()
})

const scheduler = () => app.as('scheduler')
const at = (path: string) => `/api/channels/${CHANNEL}/${path}`
const news = {
  title: 'Thời sự',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  start: '19:45',
  durationMs: 900_000,
  validFrom: '2021-01-01',
}
async function aRow(values: object = {}): Promise<TemplateRow> {
  const response = await scheduler().post(at('templates'), { ...news, ...values })
  if (response.status !== 201) throw new Error(await response.text())
  return ((await response.json()) as { row: TemplateRow }).row
}
const lay = async (from = NEXT) =>
  (await (await scheduler().post(at('weeks/lay'), { from })).json()) as { slots: Slot[]; skipped: number }
const rowsNow = async () =>
  ((await (await app.as('official').get(at('templates'))).json()) as { rows: TemplateRow[] }).rows
const starts = (slots: readonly { startsAt: string }[]) => slots.map(({ startsAt }) => startsAt)

describe('the weekly grid', () => {
  it('is read by everyone of the staff and changed by schedulers alone', async () => {
    await aRow()
    expect(await rowsNow()).toHaveLength(1)
    expect((await app.as('producer').post(at('templates'), news)).status).toBe(403)
    expect((await app.as('film_team').get(at('templates'))).status).toBe(403)
  })

  it('lays a week from its rows, each tied to the row it came from', async () => {
    const row = await aRow({ weekdays: [1, 3] })
    const { slots } = await lay()
    expect(starts(slots)).toEqual(['2021-10-04T12:45:00.000Z', '2021-10-06T12:45:00.000Z'])
    expect(slots.every(({ templateRowId }) => templateRowId === row.id)).toBe(true)
  })

  it('lays only what is missing: a row somebody moved stays where it is, and nothing is laid twice', async () => {
    await aRow({ weekdays: [1] })
    const [slot] = (await lay()).slots
    if (!slot) throw new Error('nothing laid')
    await app.move(slot, { start: '21:00' })
    expect((await lay()).slots).toEqual([])
  })

  it('never lays over what stands, not even over what runs past midnight', async () => {
    await app.aSlot({ day: SUNDAY, start: '23:30', durationMs: 3_600_000 })
    await app.aSlot({ day: '2021-10-05', start: '19:50' })
    await aRow({ weekdays: [1], start: '00:10' })
    await aRow({ weekdays: [2] })
    expect(await lay()).toEqual({ slots: [], skipped: 2 })
  })

  it('leaves out dated exceptions, moves others, and gives way to a higher priority', async () => {
    await aRow({
      weekdays: [1, 2],
      exceptions: [
        { day: '2021-10-04', kind: 'skip' },
        { day: '2021-10-05', kind: 'change', start: '21:00', durationMs: 600_000 },
      ],
    })
    await aRow({ title: 'Chuyên đề', weekdays: [5] })
    await aRow({ title: 'Trực tiếp', weekdays: [5], start: '19:50', priority: 2 })
    const { slots } = await lay()
    expect(slots.map(({ startsAt, title, durationMs }) => [startsAt, title, durationMs])).toEqual([
      ['2021-10-05T14:00:00.000Z', 'Thời sự', 600_000],
      ['2021-10-08T12:50:00.000Z', 'Trực tiếp', 900_000],
    ])
  })

  it('keeps every second week and its first and last day', async () => {
    await aRow({ weekdays: [1], everyWeeks: 2, validFrom: '2021-09-27', validTo: '2021-10-12' })
    expect((await lay(MONDAY)).slots).toHaveLength(1)
    expect((await lay(NEXT)).slots).toHaveLength(0)
    expect((await lay('2021-10-11')).slots).toHaveLength(1)
    expect((await lay('2021-10-25')).slots).toHaveLength(0)
  })

  it('is changed with the revision one saw, and tells both sides otherwise', async () => {
    const row = await aRow()
    const edit = (body: object) => scheduler().patch(`/api/templates/${row.id}`, body)
    expect((await edit({ revision: 1, start: '20:00' })).status).toBe(200)
    expect((await rowsNow())[0]).toMatchObject({ secondsOfDay: 72_000, revision: 2 })
    expect(await errorOf(await edit({ revision: 1, start: '21:00' }))).toMatchObject({
      status: 409,
      code: 'stale',
      details: { theirs: { secondsOfDay: 72_000 } },
    })
    expect((await edit({ revision: 2, validTo: '2020-01-01' })).status).toBe(400)
    expect((await edit({ revision: 2, title: '' })).status).toBe(400)
  })

  it('stays where it is when somebody gives it up who has not seen its latest state', async () => {
    const row = await aRow()
    const day = '2021-10-06'
    await scheduler().patch(`/api/templates/${row.id}`, { revision: 1, exceptions: [{ day, kind: 'skip' }] })
    expect((await scheduler().delete(`/api/templates/${row.id}`)).status).toBe(400)
    expect(await errorOf(await scheduler().delete(`/api/templates/${row.id}?revision=1`))).toMatchObject({
      status: 409,
      code: 'stale',
      details: { theirs: { revision: 2, exceptions: [{ day, kind: 'skip' }] } },
    })
    expect(await rowsNow()).toHaveLength(1)
    expect((await scheduler().delete(`/api/templates/${row.id}?revision=2`)).status).toBe(200)
  })

  it('gives up a row and takes it back under its id', async () => {
    const row = await aRow()
    const response = await scheduler().delete(`/api/templates/${row.id}?revision=1`)
    const { removed } = (await response.json()) as { removed: TemplateRow }
    expect(await rowsNow()).toEqual([])
    expect((await aRow({ id: removed.id })).id).toBe(row.id)
    expect((await scheduler().post(at('templates'), { ...news, id: row.id })).status).toBe(409)
    expect((await scheduler().delete('/api/templates/nobody?revision=1')).status).toBe(404)
    expect((await scheduler().patch('/api/templates/nobody', { revision: 1 })).status).toBe(404)
  })

  it.each([
    ['no weekday', { weekdays: [] }],
    ['an eighth day of the week', { weekdays: [8] }],
    ['an hour that is none', { start: '25:00' }],
    ['an end before its beginning', { validTo: '2020-01-01' }],
    ['no title', { title: ' ' }],
    ['a work that is not named', { kind: 'work' }],
    [
      'two exceptions for one day',
      {
        exceptions: [
          { day: NEXT, kind: 'skip' },
          { day: NEXT, kind: 'skip' },
        ],
      },
    ],
  ])('refuses a row with %s', async (_, values) => {
    const error = await errorOf(await scheduler().post(at('templates'), { ...news, ...values }))
    expect(error).toMatchObject({ status: 400, code: 'invalid' })
  })

  it('refuses an unknown channel and a work that is unknown or withdrawn', async () => {
    const withdrawn = await aWork(app.deps, { withdrawn_at: app.deps.clock.now() })
    const add = (values: object) => scheduler().post(at('templates'), { ...news, ...values })
    expect((await add({ kind: 'work', workId: 'nobody' })).status).toBe(404)
    expect((await add({ kind: 'work', workId: withdrawn.id })).status).toBe(409)
    expect((await scheduler().post('/api/channels/vtv1/templates', news)).status).toBe(404)
    expect((await scheduler().get('/api/channels/vtv1/templates')).status).toBe(404)
  })
})

describe('a week saved as the grid', () => {
  it('makes one row of what stands at one hour on several days, and leaves first runs of works out', async () => {
    await app.aSlot({ day: MONDAY })
    await app.aSlot({ day: '2021-09-29' })
    await app.aSlot({ day: SUNDAY, start: '21:00' })
    const work = await aWork(app.deps)
    await aVersion(app.deps, { work, approvedUses: ['tv'] })
    await app.aSlot({ workId: work.id, start: '22:00' })
    const body = { from: MONDAY, validFrom: NEXT }
    const response = await scheduler().post(at('templates/from-week'), body)
    expect(response.status).toBe(201)
    expect((await rowsNow()).map(({ weekdays, secondsOfDay }) => [weekdays, secondsOfDay])).toEqual([
      [[1, 3], 72_000],
      [[7], 75_600],
    ])
    await scheduler().post(at('templates/from-week'), body)
    expect(await rowsNow()).toHaveLength(2)
    expect((await lay()).slots).toHaveLength(3)
  })

  it('refuses an empty week, and an end before the beginning', async () => {
    const save = (body: object) => scheduler().post(at('templates/from-week'), body)
    expect((await save({ from: MONDAY, validFrom: NEXT })).status).toBe(404)
    expect((await save({ from: MONDAY, validFrom: NEXT, validTo: MONDAY })).status).toBe(400)
  })
})

describe('behind a week', () => {
  it('stand the slots of the week before and the places that the grid keeps', async () => {
    await app.aSlot({ day: MONDAY })
    await aRow({ weekdays: [2] })
    const response = await app.as('official').get(at(`ghost?from=${NEXT}`))
    const ghost = (await response.json()) as { slots: Slot[]; bands: Band[] }
    expect(starts(ghost.slots)).toEqual(['2021-09-27T13:00:00.000Z'])
    expect(ghost.bands).toMatchObject([
      { day: '2021-10-05', startsAt: '2021-10-05T12:45:00.000Z', title: 'Thời sự' },
    ])
    expect((await app.as('official').get('/api/channels/vtv1/ghost?from=2021-10-04')).status).toBe(404)
  })
})

describe('a week copied', () => {
  it('lays every slot on the same weekday, with works as repeats of their first run', async () => {
    const work = await aWork(app.deps)
    await aVersion(app.deps, { work, approvedUses: ['tv'] })
    const first = await app.aSlot({ workId: work.id, day: MONDAY })
    await app.aSlot({ day: SUNDAY })
    const response = await scheduler().post(at('weeks/copy'), { from: SUNDAY, to: ['2021-10-06'] })
    const { slots } = (await response.json()) as { slots: Slot[] }
    expect(slots.map(({ day, run, firstSlotId }) => [day, run, firstSlotId])).toEqual([
      [NEXT, 'repeat', first.id],
      ['2021-10-10', 'first', null],
    ])
  })

  it('refuses to copy nothing', async () => {
    expect((await scheduler().post(at('weeks/copy'), { from: MONDAY, to: [NEXT] })).status).toBe(404)
  })
})

describe('last year’s occasion', () => {
  const preview = async (key: string, query: string) => {
    const response = await app.as('official').get(at(`occasions/${key}?${query}`))
    return (await response.json()) as {
      occasion: object
      rows: { day: string; title: string; taken: boolean }[]
    }
  }

  it('comes back on this year’s solar date, with its years counted on', async () => {
    await app.aSlot({ title: 'Chào mừng 71 năm Ngày Giải phóng Cao Bằng', day: SUNDAY })
    await app.aSlot({ title: 'Đêm trước', day: '2021-10-02' })
    expect((await preview('cao-bang', 'year=2022')).rows).toMatchObject([
      { day: '2022-10-03', title: 'Chào mừng 72 năm Ngày Giải phóng Cao Bằng', taken: false },
    ])
    expect((await preview('cao-bang', 'year=2022&before=1')).rows).toHaveLength(2)
    const response = await scheduler().post(at('occasions/cao-bang'), { year: 2022 })
    const { slots } = (await response.json()) as { slots: Slot[] }
    expect(slots).toMatchObject([{ startsAt: '2022-10-03T13:00:00.000Z' }])
    expect((await preview('cao-bang', 'year=2022')).rows[0]?.taken).toBe(true)
  })

  it('follows the lunar calendar, on which Tết 2027 is 06/02', async () => {
    await app.aSlot({ title: 'Chúc Tết', day: '2026-02-17' })
    expect((await preview('tet', 'year=2027')).rows).toMatchObject([{ day: '2027-02-06' }])
  })

  it('lists the occasions of a year with what was planned for them', async () => {
    await app.aSlot({ day: SUNDAY })
    const response = await app.as('official').get(at('occasions?year=2022'))
    const { occasions } = (await response.json()) as { occasions: { key: string; slots: number }[] }
    expect(occasions.find(({ key }) => key === 'cao-bang')).toMatchObject({ date: '2022-10-03', slots: 1 })
  })

  it('refuses an occasion nobody keeps, and a year that is none', async () => {
    expect((await app.as('official').get(at('occasions/my-birthday?year=2022'))).status).toBe(404)
    expect((await app.as('official').get(at('occasions/tet?year=1'))).status).toBe(400)
    expect((await scheduler().post(at('occasions/my-birthday'), { year: 2022 })).status).toBe(404)
    expect((await app.as('producer').post(at('occasions/tet'), { year: 2022 })).status).toBe(403)
  })
})
