import { execFile } from 'node:child_process'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publicKeys, revokedIds, signingKey } from '../../server/packages/keys/keys.service.ts'
import { rootFile } from '../../server/packages/keys/secret-keys.ts'
import { anApp } from '../support/app.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../../scripts/keys', import.meta.url))
let app: Awaited<ReturnType<typeof anApp>>
let safe = ''

beforeAll(async () => {
  app = await anApp()
  safe = await mkdtemp(join(tmpdir(), 'vang-root-'))
})
afterAll(async () => {
  await app.close()
  await rm(safe, { recursive: true, force: true })
})

const keys = async (...asked: string[]) => {
  const env = { ...process.env, VANG_NOW: app.deps.clock.now() }
  return (await run(script, [...asked, '--data', app.deps.config.dataDir], { env })).stdout
}
const signer = async () => (await signingKey(app.deps, app.deps.clock.now())).secret.keyId

it('rotates to a new key, which signs from then on, while the old one still checks what it signed', async () => {
  const before = await signer()
  expect(await keys('rotate')).toContain(await signer())
  expect(await signer()).not.toBe(before)
  expect((await publicKeys(app.deps)).certificates).toHaveLength(2)
})

it('takes the root out of the data folder, after which nothing is certified without it', async () => {
  const root = join(safe, 'root.key')
  expect(await keys('root', '--move', root)).toContain(root)
  await expect(access(rootFile(app.deps.config.dataDir))).rejects.toThrow()
  await expect(keys('rotate')).rejects.toMatchObject({ stderr: expect.stringContaining('--root') })
  expect(await keys('rotate', '--root', root)).toContain(await signer())
})

it('certifies a key on another machine, by two files that may travel on a stick', async () => {
  const request = join(safe, 'request.pub')
  const before = await signer()
  await keys('rotate', '--request', request)
  expect(await signer()).toBe(before)
  await run(script, ['certify', request, '--root', join(safe, 'root.key'), '--out', join(safe, 'khoa.json')])
  // Certified from the day that the other machine shows, which is not the day of this folder’s set clock.
  expect(await keys('certify', '--take', join(safe, 'khoa.json'))).toMatch(/[0-9A-F]{16}/)
  expect((await publicKeys(app.deps)).certificates).toHaveLength(4)
})

it('revokes a key with a reason, and goes on with a new one', async () => {
  const before = await signer()
  const asked = ['revoke', before, '--reason', 'Mất máy chủ cũ', '--root', join(safe, 'root.key')]
  expect(await keys(...asked)).toContain(before)
  expect(await revokedIds(app.deps.reads)).toEqual(new Set([before]))
  expect(await signer()).not.toBe(before)
  expect(await keys('list')).toContain('đã thu hồi')
})
