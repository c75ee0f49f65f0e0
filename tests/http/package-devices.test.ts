import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyEd25519 } from '../../server/packages/keys/ed25519.ts'
import { publicKeys, readRoot, renewKey, revokeKey } from '../../server/packages/keys/keys.service.ts'
import { rootFile } from '../../server/packages/keys/secret-keys.ts'
import type { PackageLine } from '../../server/packages/packages.schema.ts'
import { packagesForTeam } from '../../server/packages/packages.team.service.ts'
import { applyDelta } from '../../server/packages/text-delta.rules.ts'
import { readCertificateFile, verifyManifest } from '../../server/packages/verify.rules.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { handlers } from '../../server/work.ts'
import { anApp } from '../support/app.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aDistrict, anAudibleWork, aPlaylist, aTeam } from '../support/playlists.ts'

let app: Awaited<ReturnType<typeof anApp>>
let mine: Awaited<ReturnType<typeof aDistrict>>
let theirs: Awaited<ReturnType<typeof aDistrict>>
let teamId = ''
let token = ''
let playlistId = ''

beforeAll(async () => {
  app = await anApp()
  mine = await aDistrict(app.deps, { name: 'Huyện Bảo Lạc' })
  theirs = await aDistrict(app.deps, { name: 'Huyện Hạ Lang' })
  teamId = await aTeam(app.deps, [mine])
  playlistId = (await aPlaylist(app, {})).id
  const made = await app.as('scheduler').post('/api/devices/codes', { teamId, name: 'Máy đội 3' })
  const { code } = (await made.json()) as { code: string }
  const enrolled = await app.as(null).post('/api/field/enrol', { code, kind: 'phone' })
  token = ((await enrolled.json()) as { token: string }).token
})
afterAll(() => app.close())

const device = (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const all = { authorization: `Bearer ${token}`, ...headers }
  return app.as(null).request(method, `/api/field${path}`, undefined, all)
}
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
const codeOf = async (answer: Response) =>
  [answer.status, ((await answer.json()) as { error: { code: string } }).error.code] as const

it('tells a team’s devices what to hold, and gives them a manifest that verifies against the root alone', async () => {
  const { id, manifest } = await aReadyPackage(app.deps, { playlistId, target: mine })
  await aReadyPackage(app.deps, { playlistId, target: theirs })
  const told = await packagesForTeam(app.deps, teamId)
  expect(told).toMatchObject([
    {
      id,
      number: 1,
      state: 'ready',
      withdrawnReason: null,
      soundBytes: 60_000,
      target: { name: 'Huyện Bảo Lạc' },
    },
  ])
  const manifestBytes = await bytesOf(await device(`/packages/${id}/manifest.json`))
  expect([sha256Of(manifestBytes), manifestBytes.length]).toEqual([
    told[0]?.manifestSha256,
    told[0]?.manifestBytes,
  ])
  const signature = await (await device(`/packages/${id}/manifest.json.minisig`)).text()
  const { root, certificates, revocations } = await publicKeys(app.deps)
  const of = { manifestBytes, signature, certificate: certificates[0], root, revocations }
  const verified = await verifyManifest({ ...of, verify: verifyEd25519 })
  expect(verified).toMatchObject({ ok: true, manifest: { packageId: id, checkCode: manifest.checkCode } })
  const zipped = await app.as('scheduler').get(`/api/packages/${id}/files/khoa.json`)
  expect(readCertificateFile(await zipped.text())).toEqual(certificates[0])
})

it('sends a manifest packed, and of a later one only what became different', async () => {
  const [first] = await packagesForTeam(app.deps, teamId)
  const { id } = await aReadyPackage(app.deps, { playlistId, target: mine, sequence: 2 })
  const path = `/packages/${id}/manifest.json`
  const plain = (await bytesOf(await device(path))).toString()
  const br = await device(path, { 'accept-encoding': 'gzip, br' })
  expect(br.headers.get('content-encoding')).toBe('br')
  expect((await promisify(brotliDecompress)(await bytesOf(br))).toString()).toBe(plain)
  const gz = await device(path, { 'accept-encoding': 'gzip' })
  expect((await promisify(gunzip)(await bytesOf(gz))).toString()).toBe(plain)
  const before = (await bytesOf(await device(`/packages/${first?.id}/manifest.json`))).toString()
  const delta = await device(`${path}?from=${first?.manifestSha256}`)
  expect(delta.headers.get('content-type')).toBe('application/vnd.vang.delta+json')
  expect(applyDelta(before, await delta.json())).toBe(plain)
  // Of a manifest that this place never had, the whole is sent.
  const whole = await device(`${path}?from=${'0'.repeat(64)}`)
  expect([whole.headers.get('content-type'), (await bytesOf(whole)).toString()]).toEqual([
    'application/json',
    plain,
  ])
})

it('gives a device stored files by their hash, from any byte on, and writes down that it fetched them', async () => {
  const { manifest, id } = await aReadyPackage(app.deps, { playlistId, target: mine, sequence: 3 })
  const sound = manifest.files.find((file) => file.kind === 'sound')
  const whole = await device(`/blobs/${sound?.light.sha256}`)
  const bytes = await bytesOf(whole)
  expect([whole.headers.get('content-type'), whole.headers.get('etag'), sha256Of(bytes)]).toEqual([
    'audio/ogg',
    `"${sound?.light.sha256}"`,
    sound?.light.sha256,
  ])
  const headers = { range: 'bytes=1000-', 'if-range': `"${sound?.light.sha256}"` }
  const rest = await device(`/blobs/${sound?.light.sha256}`, headers)
  expect([rest.status, (await bytesOf(rest)).equals(bytes.subarray(1000))]).toEqual([206, true])
  expect((await bytesOf(await device(`/blobs/${sound?.sha256}`))).length).toBe(150_000)
  const downloads = async () =>
    (
      (await (await app.as('scheduler').get(`/api/packages/${id}/downloads`)).json()) as {
        downloads: { by: string; device: boolean; whole: boolean }[]
      }
    ).downloads
  while ((await downloads()).length === 0) await new Promise((resolve) => setImmediate(resolve))
  expect((await downloads())[0]).toMatchObject({ by: 'Máy đội 3', device: true })
  const told = await device(`/packages/${id}/held`, {}, 'PUT')
  expect(told.status).toBe(200)
  expect((await downloads()).some((one) => one.whole)).toBe(true)
})

it('keeps what other teams have from a device, and a device’s routes from people', async () => {
  const other = await aReadyPackage(app.deps, { playlistId, target: theirs, sequence: 2 })
  const sound = other.manifest.files.find((file) => file.kind === 'sound')
  expect(await codeOf(await device(`/packages/${other.id}/manifest.json`))).toEqual([403, 'other_team'])
  expect(await codeOf(await device(`/blobs/${sound?.sha256}`))).toEqual([403, 'other_team'])
  expect(await codeOf(await device(`/blobs/${'0'.repeat(64)}`))).toEqual([404, 'not_found'])
  expect((await app.as('scheduler').get(`/api/field/blobs/${sound?.sha256}`)).status).toBe(403)
  expect((await app.as(null).get(`/api/field/blobs/${sound?.sha256}`)).status).toBe(401)
})

it('says of a withdrawn package why, and gives no more sound of it', async () => {
  const { id, manifest } = await aReadyPackage(app.deps, { playlistId, target: mine, sequence: 4 })
  const sound = manifest.files.find((file) => file.kind === 'sound')
  await app.as('scheduler').post('/api/packages/withdrawals', { packageIds: [id], reason: 'Nhầm ngày' })
  expect((await packagesForTeam(app.deps, teamId)).find((one) => one.id === id)).toMatchObject({
    state: 'withdrawn',
    withdrawnReason: 'Nhầm ngày',
  })
  expect(await codeOf(await device(`/blobs/${sound?.sha256}`))).toEqual([409, 'package_withdrawn'])
})

it('refuses what a revoked key signed until it is published once more, under a new number and a new key', async () => {
  const notice = await anAudibleWork(app.deps, ['vi'])
  const items = [{ part: 'notices', workId: notice.id }]
  const list = await aPlaylist(app, { items, targets: [mine], title: 'Ký lại' })
  const published = (await (await app.as('scheduler').post(`/api/playlists/${list.id}/publish`)).json()) as {
    publicationId: string
  }
  await app.deps.db.updateTable('job').set({ state: 'cancelled' }).where('state', '=', 'queued').execute()
  const old = await aReadyPackage(app.deps, {
    playlistId: list.id,
    target: mine,
    publicationId: published.publicationId,
  })
  expect(
    await codeOf(await app.as('scheduler').post('/api/packages/reissue', { playlistId: list.id })),
  ).toEqual([409, 'nothing_to_publish'])
  const keys = await publicKeys(app.deps)
  const root = readRoot(keys.root, rootFile(app.deps.config.dataDir))
  const { keyId } = JSON.parse(keys.certificates[0]?.text ?? '{}') as { keyId: string }
  await revokeKey(app.deps, root, { keyId, reason: 'Mất máy' })
  await renewKey(app.deps, root, app.deps.clock.now())
  const line = async (sequence: number) =>
    (
      (await (await app.as('scheduler').get(`/api/packages?playlistId=${list.id}&superseded=1`)).json()) as {
        packages: PackageLine[]
      }
    ).packages.find((one) => one.sequence === sequence)
  expect(await line(1)).toMatchObject({ state: 'key_revoked', content: null })
  expect(await codeOf(await app.as('scheduler').get(`/api/packages/${old.id}/zip`))).toEqual([
    409,
    'key_revoked',
  ])
  const again = await app.as('scheduler').post('/api/packages/reissue', { playlistId: list.id })
  expect(await again.json()).toMatchObject({ number: 2 })
  const event = await app.deps.jobs.claim('quick')
  const context = { deps: app.deps, signal: new AbortController().signal, progress: () => undefined }
  await handlers[event?.kind ?? '']?.run(event as never, context)
  expect(await line(2)).toMatchObject({ state: 'building', title: 'Ký lại' })
  expect((await publicKeys(app.deps)).revocations).not.toBeNull()
})
