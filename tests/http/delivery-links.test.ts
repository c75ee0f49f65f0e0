import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createApp } from '../../server/app.ts'
import { createClock } from '../../server/clock.ts'
import { expiryOf, linkKey, newToken } from '../../server/http/link-token.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { bodyOf, codeOf, refused } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aDelivery } from '../support/deliveries.ts'

let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

let made = 0
async function aFolder() {
  made++
  const programme = randomBytes(300_000)
  const files = { [`ban-${made}.mxf`]: programme, 'sha256.txt': Buffer.from(sha256Of(programme)) }
  return { ...(await aDelivery(app.deps, files, `thu-muc-${made}`)), programme, name: `ban-${made}.mxf` }
}
const link = (id: string, values: object = { recipient: 'Đài PT-TH Cao Bằng', days: 7 }) =>
  app.as('scheduler').post(`/api/deliveries/${id}/links`, values)
async function tokenOf(id: string, days = 7): Promise<string> {
  const { url } = (await (await link(id, { recipient: 'Đài tỉnh', days })).json()) as { url: string }
  return url.split('/nhan/')[1] ?? ''
}
/** Nobody: no session, no account. */
const nobody = () => app.as(null)
const linksOf = async (id: string) => {
  const { deliveries } = await bodyOf(app.as('scheduler').get('/api/deliveries'))
  return deliveries.find((one: { id: string }) => one.id === id)
}

it('opens one folder to somebody without an account, with sizes, hashes and the day it ends', async () => {
  const folder = await aFolder()
  const answer = await link(folder.id)
  expect(answer.status).toBe(201)
  const { url, expiresAt } = (await answer.json()) as { url: string; expiresAt: string }
  expect(url).toMatch(/^http:\/\/localhost\/nhan\/[\w-]{72}$/)
  expect(expiresAt.slice(0, 10)).toBe('2021-10-04')
  const token = url.split('/nhan/')[1] ?? ''
  const opened = await nobody().get(`/api/links/${token}`)
  expect(opened.headers.get('referrer-policy')).toBe('no-referrer')
  expect(opened.headers.get('x-robots-tag')).toContain('noindex')
  expect(opened.headers.get('cache-control')).toBe('no-store')
  expect(await opened.json()).toMatchObject({
    ...{ title: 'Âm vang miền biên cương', recipient: 'Đài PT-TH Cao Bằng', sender: 'scheduler' },
    files: [{ name: folder.name, sizeBytes: 300_000, sha256: sha256Of(folder.programme) }, {}],
    answer: null,
  })
  expect((await linksOf(folder.id)).handedOver).toBe(true)
})

it('goes on after a cut by range while the file is the same, and counts a download at its last byte', async () => {
  const folder = await aFolder()
  const url = `/api/links/${await tokenOf(folder.id)}/files/${folder.name}`
  const head = await nobody().get(url, { range: 'bytes=0-99999' })
  expect(head.status).toBe(206)
  const etag = head.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/)
  const first = Buffer.from(await head.arrayBuffer())
  const rest = await nobody().get(url, { range: 'bytes=100000-', 'if-range': etag })
  expect(rest.status).toBe(206)
  const second = Buffer.from(await rest.arrayBuffer())
  expect(Buffer.concat([first, second]).equals(folder.programme)).toBe(true)
  expect((await nobody().get(url, { range: 'bytes=5-', 'if-range': '"other"' })).status).toBe(200)
  expect((await nobody().get(url, { range: 'bytes=900000-' })).status).toBe(416)
  await vi.waitFor(async () => {
    const [used] = (await linksOf(folder.id)).links
    expect(used).toMatchObject({ downloads: 1 })
    expect(used.bytes).toBeGreaterThanOrEqual(300_000)
    expect(used.lastUsedAt).toMatch(/^2021-09-27/)
  })
})

it('gives the whole folder as a ZIP that can be fetched from any place on', async () => {
  const folder = await aFolder()
  const url = `/api/links/${await tokenOf(folder.id)}/zip`
  const whole = await nobody().get(url)
  expect(whole.headers.get('content-disposition')).toContain(`filename="${folder.folderName}.zip"`)
  const bytes = Buffer.from(await whole.arrayBuffer())
  expect(bytes.includes(Buffer.from(`${folder.folderName}/${folder.name}`))).toBe(true)
  expect(bytes.includes(folder.programme)).toBe(true)
  expect(bytes.readUInt32LE(14)).toBe(crc32(folder.programme))
  const part = await nobody().get(url, { range: 'bytes=1000-1999' })
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1000, 2000))).toBe(true)
})

it('opens nothing of another delivery, and nothing else of Vang', async () => {
  const [own, other] = [await aFolder(), await aFolder()]
  const token = await tokenOf(own.id)
  await refused(await nobody().get(`/api/links/${token}/files/${other.name}`), 404, 'not_found')
  for (const path of ['..%2f..%2fsecret', '%2e%2e/deliveries', `files/${own.name}%00`]) {
    const answer = await nobody().get(`/api/links/${token}/${path}`)
    expect([400, 401, 404]).toContain(answer.status)
  }
  for (const path of ['/api/deliveries', `/api/deliveries/${own.id}/zip`, '/api/works', '/api/today'])
    expect((await app.app.request(path, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
})

it('refuses a token that was made up, changed, cut or spelt otherwise', async () => {
  const token = await tokenOf((await aFolder()).id)
  const bytes = Buffer.from(token, 'base64url')
  const changed = [0, 31, 35, 40, 53].map((at) => {
    const other = Buffer.from(bytes)
    other.writeUInt8(other.readUInt8(at) ^ 1, at)
    return other.toString('base64url')
  })
  const key = linkKey('another secret of at least thirty-two characters', 'delivery')
  const foreign = newToken(key, '2030-01-01T00:00:00.000Z').token
  for (const wrong of [
    ...changed,
    token.slice(0, -1),
    `${token}A`,
    `${token}=`,
    foreign,
    'x',
    'a'.repeat(72),
  ])
    expect(await codeOf(await nobody().get(`/api/links/${wrong}`))).toBe('not_found')
  expect((await nobody().get(`/api/links/${token}`)).status).toBe(200)
})

it('signs tokens so that one of ours without a row, as after a restore, opens nothing', async () => {
  const { token } = newToken(linkKey(app.auth.secret, 'delivery'), '2030-01-01T00:00:00.000Z')
  expect(expiryOf(linkKey(app.auth.secret, 'delivery'), token)).toBe(Date.parse('2030-01-01T00:00:00.000Z'))
  expect(await codeOf(await nobody().get(`/api/links/${token}`))).toBe('not_found')
})

it('keeps no token: neither the database nor a list knows how to open the folder', async () => {
  const folder = await aFolder()
  const token = await tokenOf(folder.id)
  const rows = JSON.stringify(await app.deps.db.selectFrom('delivery_link').selectAll().execute())
  const audit = JSON.stringify(await app.deps.db.selectFrom('audit').selectAll().execute())
  const listed = JSON.stringify(await linksOf(folder.id))
  for (const text of [rows, audit, listed]) expect(text).not.toContain(token)
})

it('ends on its day, and at once when it is taken back or the approval is', async () => {
  const folder = await aFolder()
  const paths = (token: string) =>
    ['', `/files/${folder.name}`, '/zip'].map((path) => `/api/links/${token}${path}`)
  const every = async (token: string, status: number, code: string) => {
    for (const path of paths(token)) await refused(await nobody().get(path), status, code)
    const answer = await nobody().post(`/api/links/${token}/answer`, { taken: true, name: 'An' })
    await refused(answer, status, code)
  }
  const lasting = await tokenOf(folder.id)
  const [{ id }] = (await linksOf(folder.id)).links
  const set = (values: object) =>
    app.deps.db.updateTable('version').set(values).where('id', '=', folder.version.id).execute()
  await set({ approved_uses: '["loudspeaker"]' })
  await every(lasting, 409, 'not_approved')
  await set({ approved_uses: '["tv"]', state: 'withdrawn' })
  await every(lasting, 409, 'withdrawn')
  await set({ state: 'approved', content_id: 'f'.repeat(64) })
  await every(lasting, 409, 'content_changed')
  await set({ content_id: folder.version.content_id })
  expect((await nobody().get(`/api/links/${lasting}`)).status).toBe(200)
  const revoke = (role: 'scheduler' | 'producer') => app.as(role).post(`/api/delivery-links/${id}/revoke`)
  expect((await revoke('producer')).status).toBe(403)
  expect((await nobody().post(`/api/delivery-links/${id}/revoke`)).status).toBe(401)
  expect((await revoke('scheduler')).status).toBe(200)
  expect((await revoke('scheduler')).status).toBe(200)
  await every(lasting, 410, 'link_revoked')
  expect((await app.as('scheduler').post('/api/delivery-links/none/revoke')).status).toBe(404)
})

it('is over when its days are, by the clock of the server', async () => {
  const folder = await aFolder()
  const token = await tokenOf(folder.id, 1)
  const now = vi.spyOn(app.deps.clock, 'now')
  now.mockReturnValue(createClock('2021-09-28T00:59:00.000Z').now())
  expect((await nobody().get(`/api/links/${token}`)).status).toBe(200)
  now.mockReturnValue('2021-09-28T01:30:00.000Z')
  await refused(await nobody().get(`/api/links/${token}`), 410, 'link_expired')
  // Its own signature says when: a later day in the database alone does not bring it back.
  const later = { expires_at: '2030-01-01T00:00:00.000Z' }
  await app.deps.db.updateTable('delivery_link').set(later).where('delivery_id', '=', folder.id).execute()
  await refused(await nobody().get(`/api/links/${token}`), 410, 'link_expired')
  now.mockRestore()
})

it('takes the station’s answer, and keeps every one that came before', async () => {
  const folder = await aFolder()
  const token = await tokenOf(folder.id)
  const say = (values: object) => nobody().post(`/api/links/${token}/answer`, values)
  expect((await say({ taken: true })).status).toBe(400)
  await refused(await say({ taken: false, name: 'Phòng Chương trình', why: ' ' }), 422, 'reason_missing')
  expect(await (await say({ taken: false, name: 'Phòng Chương trình', why: 'Thiếu tiếng' })).json()).toEqual({
    id: folder.id,
    state: 'refused',
  })
  await app.as('scheduler').post(`/api/deliveries/${folder.id}/answer`, { taken: true })
  expect(await linksOf(folder.id)).toMatchObject({
    state: 'taken',
    answers: [
      { taken: true, saidBy: 'scheduler', byLink: false },
      { taken: false, why: 'Thiếu tiếng', saidBy: 'Phòng Chương trình', byLink: true },
    ],
  })
  const change = app.deps.db.updateTable('delivery_answer').set({ why: 'khác' }).execute()
  await expect(change).rejects.toThrow('append-only')
  await expect(app.deps.db.deleteFrom('delivery_answer').execute()).rejects.toThrow('append-only')
  for (let n = 0; n < 8; n++) await say({ taken: true, name: 'Phòng Chương trình' })
  await refused(await say({ taken: true, name: 'Phòng Chương trình' }), 429, 'too_often')
})

it('is made by a scheduler alone, for a folder that is there, for some days and somebody', async () => {
  const folder = await aFolder()
  const path = `/api/deliveries/${folder.id}/links`
  const good = { recipient: 'Đài', days: 7 }
  for (const role of ['producer', 'approver', 'official', 'film_team', 'admin'] as const)
    expect((await app.as(role).post(path, good)).status).toBe(403)
  for (const bad of [{ days: 7 }, { recipient: ' ', days: 7 }, { ...good, days: 0 }, { ...good, days: 91 }])
    expect((await link(folder.id, bad)).status).toBe(400)
  expect((await link('none')).status).toBe(404)
})

it('makes whoever tries out tokens wait, and nobody who has one of ours', async () => {
  const token = await tokenOf((await aFolder()).id)
  const codes = []
  for (let n = 0; n < 25; n++)
    codes.push(await codeOf(await nobody().get(`/api/links/${randomBytes(54).toString('base64url')}`)))
  expect(codes.at(-1)).toBe('too_often')
  expect((await nobody().get(`/api/links/${token}`)).status).toBe(200)
})

it('stands in no log: neither the token of a link nor of its page', async () => {
  const token = await tokenOf((await aFolder()).id)
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => lines.push(line) })
  const logged = createApp(app.deps, { auth: app.auth, log })
  await logged.request(`/api/links/${token}`)
  await logged.request(`/nhan/${token}`)
  expect(lines).toHaveLength(2)
  expect(lines.join('')).toContain('/api/links/…')
  expect(lines.join('')).not.toContain(token)
})
