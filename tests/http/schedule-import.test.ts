import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { cellsOfText } from '../../server/schedule/imports/cells.rules.ts'
import { guessColumns, readTable } from '../../server/schedule/imports/week-table.rules.ts'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, errorOf } from '../support/schedule.ts'

const MONDAY = '2021-10-04'
let app: Awaited<ReturnType<typeof anAppWithChannel>>
let workId: string

beforeAll(async () => {
  app = await anAppWithChannel()
  const work = await aWork(app.deps, { title: 'Âm vang miền biên cương' })
  workId = work.id
  await aVersion(app.deps, { work, language: 'tyz', durationMs: 3_504_000, approvedUses: ['tv'] })
})
afterAll(() => app.close())
beforeEach(() => app.anEmptyWeek())

interface Preview {
  rows: {
    line: number
    state: string
    title: string
    fields: string[]
    work: { id: string } | null
    doubts: { id: string }[]
  }[]
  left: { id: string; title: string }[]
  changes: object[]
}
const preview = async (rows: object[], more: object = {}) => {
  const body = { rows, ...more }
  const response = await app.as('scheduler').post(`/api/channels/${CHANNEL}/import-preview`, body)
  if (response.status !== 200) throw new Error(await response.text())
  return (await response.json()) as Preview
}
const amend = async (changes: object[]) => {
  const body = { channelId: CHANNEL, changes, follow: false }
  const response = await app.as('scheduler').post('/api/slots/amend', body)
  if (response.status !== 200) throw new Error(await response.text())
  return (await response.json()) as { back: object[] }
}
const row = (line: number, start: string, title: string, more: object = {}) => ({
  line,
  day: MONDAY,
  start,
  title,
  durationMs: null,
  ...more,
})
/** The week as people see it, without what only the machine knows. */
const plan = async () =>
  (await app.week(MONDAY)).days.flatMap((day) =>
    day.slots.map(({ startsAt, billedAt, endsAt, kind, title, workId: of, run, note, firstSlotId }) => ({
      startsAt,
      billedAt,
      endsAt,
      kind,
      title,
      workId: of,
      run,
      note,
      tied: firstSlotId !== null,
    })),
  )
async function aFullWeek() {
  const first = await app.aSlot({ day: MONDAY, start: '20:10', workId, note: 'Lần đầu; có "ngoặc"' })
  await app.as('scheduler').post(`/api/slots/${first.id}/repeats`, { day: '2021-10-06', start: '23:30' })
  await app.aSlot({
    day: MONDAY,
    start: '19:00',
    kind: 'relay',
    title: '=Thời sự VTV',
    durationMs: 2_700_000,
  })
  await app.aSlot({
    day: '2021-10-05',
    start: '06:00:15',
    billed: '06:00',
    kind: 'live',
    title: 'Bản tin sáng',
    durationMs: 915_000,
  })
  await app.aSlot({
    day: '2021-10-10',
    start: '00:30',
    title: 'Nhạc đêm',
    run: 'repeat',
    durationMs: 1_800_000,
  })
}
const exported = async (form: string) =>
  Buffer.from(
    await (
      await app.as('scheduler').get(`/api/channels/${CHANNEL}/files/${form}?from=${MONDAY}&of=draft`)
    ).arrayBuffer(),
  )
const tables = {
  xlsx: async () => {
    const [sheet] = await readExcelFile(await exported('xlsx'))
    return (sheet?.data ?? []).map((cells) => cells.map((cell) => (cell === null ? '' : String(cell))))
  },
  csv: async () => cellsOfText((await exported('csv')).toString('utf8').replace(/^\uFEFF/, '')),
}
const read = (cells: string[][]) => readTable(cells, guessColumns(cells), { monday: MONDAY, dayStartsMin: 0 })

it.each(['xlsx', 'csv'] as const)('%s out and in again is identity', async (form) => {
  await aFullWeek()
  const before = await plan()
  const { rows, unreadable } = read(await tables[form]())
  expect(unreadable).toEqual([])
  const same = await preview(rows, { takeOut: true })
  expect(same.rows.map(({ state }) => state)).toEqual(before.map(() => 'same'))
  expect([same.changes, same.left]).toEqual([[], []])

  await app.anEmptyWeek()
  const anew = await preview(rows)
  expect(anew.rows.map(({ state }) => state)).toEqual(before.map(() => 'added'))
  await amend(anew.changes)
  expect(await plan()).toEqual(before)
})

it('changes the draft in one step, which one step takes back', async () => {
  await aFullWeek()
  const before = await plan()
  const told = await preview(
    [
      row(1, '19:30', '=Thời sự VTV'),
      row(2, '20:10', 'Âm vang miền biên cương', { durationMs: 3_600_000 }),
      row(3, '22:00', 'am vang mien bien cuong', { run: 'repeat' }),
      row(4, '23:00', 'Phim truyện'),
    ],
    { takeOut: true },
  )
  expect(told.rows.map(({ state, fields }) => [state, fields])).toEqual([
    ['moved', []],
    ['changed', ['durationMs']],
    ['added', []],
    ['added', []],
  ])
  expect(told.rows[2]?.work?.id).toBe(workId)
  const { back } = await amend(told.changes)
  expect((await plan()).filter((slot) => slot.startsAt < '2021-10-04T17')).toMatchObject([
    { startsAt: '2021-10-04T12:30:00.000Z', kind: 'relay' },
    { endsAt: '2021-10-04T14:10:00.000Z', workId, run: 'first' },
    { startsAt: '2021-10-04T15:00:00.000Z', workId, run: 'repeat', tied: true },
    { title: 'Phim truyện', kind: 'title' },
  ])
  await amend(back)
  expect(await plan()).toEqual(before)
})

it('takes out what the table does not hold only where asked, and only on its days', async () => {
  await aFullWeek()
  const rows = [row(1, '20:10', 'Âm vang miền biên cương')]
  const kept = await preview(rows)
  expect(kept.left.map(({ title }) => title)).toEqual(['=Thời sự VTV'])
  expect(kept.changes).toEqual([])
  const { changes } = await preview(rows, { takeOut: true })
  await amend(changes)
  expect((await plan()).map(({ title }) => title)).toEqual([
    'Âm vang miền biên cương',
    'Bản tin sáng',
    'Âm vang miền biên cương',
    'Nhạc đêm',
  ])
})

it('leaves a doubtful title to a person, and lays what was chosen', async () => {
  const doubtful = await preview([row(1, '20:10', 'Âm vang biên cương')])
  expect(doubtful.rows[0]).toMatchObject({ work: null, doubts: [{ id: workId }] })
  expect(doubtful.changes).toMatchObject([{ kind: 'title', title: 'Âm vang biên cương' }])
  const chosen = await preview([row(1, '20:10', 'Âm vang biên cương', { workId })])
  expect(chosen.changes).toMatchObject([{ kind: 'work', workId, title: '' }])
  await amend(chosen.changes)
  expect((await plan())[0]).toMatchObject({ workId, title: 'Âm vang miền biên cương' })
})

it('refuses nothing in silence: a draft that changed meanwhile is told of, and nothing is kept', async () => {
  const slot = await app.aSlot({ day: MONDAY, start: '20:00', title: 'Thời sự' })
  const { changes } = await preview([row(1, '21:00', 'Thời sự'), row(2, '22:00', 'Phim')])
  await app.move(slot, { start: '19:00' })
  const response = await app.as('scheduler').post('/api/slots/amend', { channelId: CHANNEL, changes })
  expect(await errorOf(response)).toMatchObject({ status: 409, code: 'stale' })
  expect(await plan()).toHaveLength(1)
})

it('is for who may edit the schedule, and reads rows, not words', async () => {
  const ask = (role: 'official' | 'scheduler' | null, body: object, channel = CHANNEL) =>
    app.as(role).post(`/api/channels/${channel}/import-preview`, body)
  const rows = [row(1, '20:10', 'A')]
  expect((await ask(null, { rows })).status).toBe(401)
  expect((await ask('official', { rows })).status).toBe(403)
  expect((await ask('scheduler', { rows }, 'vtv1')).status).toBe(404)
  for (const wrong of [[], [row(1, '25:99', 'A')], [row(1, '20:10', ' ')], [{ ...rows[0], day: '31/9' }]])
    expect(await errorOf(await ask('scheduler', { rows: wrong }))).toMatchObject({
      status: 400,
      code: 'invalid',
    })
})
