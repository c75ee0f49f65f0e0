import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWriter } from '../../server/db/open.ts'
import { createDiskBlobs } from '../../server/storage/blobs.ts'
import { hashFile } from '../../server/storage/pieces.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion } from '../support/library.ts'
import { type Announced, announcement, aWav, tus } from '../support/uploads.ts'

const run = promisify(execFile)
const script = (name: string) => join(import.meta.dirname, '../../scripts', name)
let app: Awaited<ReturnType<typeof anApp>>
let folder: string

beforeAll(async () => {
  app = await anApp()
  folder = await mkdtemp(join(tmpdir(), 'vang-backup-'))
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

/** One recording arrives: its file is stored, then the row that names it is committed. */
async function arrive(sizeBytes: number) {
  const path = join(app.deps.blobs.workDir, randomBytes(8).toString('hex'))
  await writeFile(path, randomBytes(sizeBytes))
  const blob = await app.deps.blobs.adopt(path)
  await aVersion(app.deps, {
    source: await aSource(app.deps, { sha256: blob.sha256, size_bytes: blob.sizeBytes }),
  })
}

it('backs up while recordings arrive, and restores every file with its hash into an empty folder', async () => {
  for (let i = 0; i < 5; i++) await arrive(300_000)
  let going = true
  let arrivals = 0
  const load = (async () => {
    while (going) {
      await arrive(200_000)
      arrivals++
    }
  })()
  const to = join(folder, 'backup')
  await run(script('backup'), [to, '--data', app.deps.config.dataDir])
  const second = await run(script('backup'), [to, '--data', app.deps.config.dataDir])
  going = false
  await load
  expect(arrivals).toBeGreaterThan(3)
  expect(second.stdout).toMatch(/đã có \/ already there/)

  const restored = join(folder, 'restored')
  await run(script('restore'), [to, '--data', restored])
  const blobs = await createDiskBlobs(restored)
  const reader = openWriter(join(restored, 'vang.db'))
  const rows = await reader.selectFrom('source').select('sha256').execute()
  await reader.destroy()
  expect(rows.length).toBeGreaterThanOrEqual(5)
  for (const { sha256 } of rows) {
    expect((await hashFile(await blobs.localPath(sha256))).sha256).toBe(sha256)
  }
})

it('carries an upload on its way over to the restored server, which goes on from the acknowledged offset', async () => {
  const wav = aWav(700_000, 7)
  const form = announcement(wav)
  const announced = (await (
    await app.app.request('/api/uploads', {
      method: 'POST',
      body: form,
      headers: { cookie: await app.cookieOf('producer') },
    })
  ).json()) as Announced
  const send = tus((path, init) => app.app.request(path, init), announced)
  expect((await send.patch(0, wav.subarray(0, 300_000))).status).toBe(204)
  const to = join(folder, 'with-upload')
  await run(script('backup'), [to, '--data', app.deps.config.dataDir])
  const restored = join(folder, 'restored-upload')
  await run(script('restore'), [to, '--data', restored])
  const part = await readFile(join(restored, 'uploads', `${announced.upload.id}.part`))
  expect(part.equals(wav.subarray(0, 300_000))).toBe(true)
})

it('backs up everything else when one stored file is damaged, and names that file', async () => {
  const aside = join(app.deps.blobs.workDir, 'victim')
  await writeFile(aside, randomBytes(5000))
  const victim = await app.deps.blobs.adopt(aside)
  await writeFile(await app.deps.blobs.localPath(victim.sha256), 'damaged')
  const to = join(folder, 'despite-damage')
  const told = await run(script('backup'), [to, '--data', app.deps.config.dataDir]).catch(
    (error: { stderr: string; code: number }) => error,
  )
  expect(told).toMatchObject({ code: 1, stderr: expect.stringContaining(victim.sha256) })
  expect(await readdir(join(to, 'snapshots'))).toHaveLength(1)
  await rm(await app.deps.blobs.localPath(victim.sha256))
})

it('refuses to restore over anything, and to back up into the data folder itself', async () => {
  const full = join(folder, 'full')
  await run('mkdir', [full])
  await writeFile(join(full, 'precious'), '1')
  await expect(run(script('restore'), [join(folder, 'backup'), '--data', full])).rejects.toThrow(/phải trống/)
  const { dataDir } = app.deps.config
  await expect(run(script('backup'), [join(dataDir, 'backup'), '--data', dataDir])).rejects.toThrow(
    /nằm ngoài/,
  )
})

it('says which file of a backup is damaged', async () => {
  const blobs = join(folder, 'backup', 'blobs')
  const victim = (await readdir(blobs, { recursive: true, withFileTypes: true })).find((entry) =>
    entry.isFile(),
  )
  if (!victim) throw new Error('The backup should hold files')
  await writeFile(join(victim.parentPath, victim.name), 'damaged')
  await expect(
    run(script('restore'), [join(folder, 'backup'), '--data', join(folder, 'third')]),
  ).rejects.toThrow(victim.name)
})
