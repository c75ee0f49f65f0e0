import { afterAll, beforeAll, expect, it } from 'vitest'
import { bodyOf, codeOf, refused } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aDelivery } from '../support/deliveries.ts'
import { aPicture, aTrack, someFacts } from '../support/facts.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'

let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

const xdcam = 'xdcam-hd422-mxf'
const wanted = {
  leader: { barsMs: 10_000, tone: true, countdownMs: 5000, blackMs: 2000 },
  startTimecode: '09:59:43:00',
  trackLayout: 'mono_4',
  namePattern: 'CTCB_{date}_{work}',
}
const set = (values: object, preset = xdcam) =>
  app.as('scheduler').put(`/api/delivery-presets/${preset}`, values)
const listed = async (versionId: string) =>
  bodyOf(app.as('scheduler').get(`/api/versions/${versionId}/deliveries`))
const make = async (versionId: string) =>
  bodyOf(app.as('scheduler').post(`/api/versions/${versionId}/deliveries`, { preset: xdcam }))
async function anApprovedVersion() {
  const facts = someFacts({ picture: aPicture({}), sound: [aTrack({})] })
  const source = await aSource(app.deps, { facts: JSON.stringify(facts) })
  return await aVersion(app.deps, { work: await aWork(app.deps), source, approvedUses: ['tv'] })
}

it('sets what a station wants otherwise: said beforehand, weighed, and made as a delivery of its own', async () => {
  const version = await anApprovedVersion()
  const before = await make(version.id)
  expect(await (await set(wanted)).json()).toEqual(wanted)
  const preset = (await listed(version.id)).presets.find((one: { preset: string }) => one.preset === xdcam)
  expect(preset.settings).toEqual(wanted)
  expect(preset.sameId).toBeNull()
  expect(preset.differences).toContain('Thêm 17 giây đầu băng trước chương trình.')
  expect(preset.differences).toContain('Mã thời gian bắt đầu từ 09:59:43:00.')
  const after = await make(version.id)
  expect(after.id).not.toBe(before.id)
  const { deliveries } = await listed(version.id)
  expect(deliveries.map((one: { folderName: string }) => one.folderName)).toEqual([
    'CTCB_20210927_am-vang-mien-bien-cuong',
    'am-vang-mien-bien-cuong_b1_xdcam-hd422-mxf',
  ])
})

it('never gives two works of one name the same folder', async () => {
  const [first, second] = [await anApprovedVersion(), await anApprovedVersion()]
  await make(first.id)
  await make(second.id)
  const names = await app.deps.db.selectFrom('delivery').select('folder_name').execute()
  const all = names.map((row) => row.folder_name?.toLowerCase())
  expect(new Set(all).size).toBe(all.length)
})

it('refuses settings that no file can carry, and whoever may not set them', async () => {
  for (const bad of [
    { ...wanted, startTimecode: '24:00:00:00' },
    { ...wanted, startTimecode: '10:00:00:25' },
    { ...wanted, namePattern: '{secret}' },
    { ...wanted, namePattern: ' ' },
    { ...wanted, trackLayout: 'quad' },
    { ...wanted, leader: { ...wanted.leader, countdownMs: 60_000 } },
  ])
    expect(await codeOf(await set(bad))).toBe('invalid')
  expect((await set(wanted, 'vhs')).status).toBe(400)
  expect((await app.as('producer').put(`/api/delivery-presets/${xdcam}`, wanted)).status).toBe(403)
  expect((await app.as('admin').put(`/api/delivery-presets/${xdcam}`, wanted)).status).toBe(200)
})

it('lists drives for a folder that may leave, and writes to none that is not there', async () => {
  const { id } = await aDelivery(app.deps)
  const disks = (role: 'scheduler' | 'producer') => app.as(role).get(`/api/deliveries/${id}/disks`)
  expect(await bodyOf(disks('scheduler'))).toMatchObject({ disks: expect.any(Array) })
  expect((await disks('producer')).status).toBe(403)
  const write = (path: unknown) => app.as('scheduler').post(`/api/deliveries/${id}/copies`, { path })
  for (const path of ['/', '/etc', '/mnt/../tmp', app.deps.config.dataDir])
    await refused(await write(path), 409, 'disk_gone')
  expect((await write('')).status).toBe(400)
  expect((await app.as('scheduler').post('/api/deliveries/none/copies', { path: '/mnt/a' })).status).toBe(404)
  expect((await app.as('scheduler').get('/api/deliveries/none/disks')).status).toBe(404)
  expect((await app.as('scheduler').get('/api/delivery-copies/none/minutes.pdf')).status).toBe(404)
})
