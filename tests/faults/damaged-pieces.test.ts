import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { examine } from '../../server/storage/damage.ts'
import { openPieces, PieceHash, sealPieces } from '../../server/storage/pieces.ts'
import { anApp } from '../support/app.ts'
import { aSource } from '../support/library.ts'
import { type Announced, announcement, aWav, tus } from '../support/uploads.ts'

const run = promisify(execFile)
const MiB = 1 << 20
let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

async function stored(bytes: Buffer) {
  const path = join(app.deps.blobs.workDir, randomBytes(8).toString('hex'))
  await writeFile(path, bytes)
  return await app.deps.blobs.adopt(path)
}

async function flip(sha256: string, at: number) {
  const file = await open(await app.deps.blobs.localPath(sha256), 'r+')
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, at)
  await file.close()
}

it('hashes every MiB in the reading that hashes the whole, however the bytes come', async () => {
  const bytes = randomBytes(3 * MiB + 12_345)
  for (const step of [1 << 16, 999_983, 5 * MiB]) {
    const hash = new PieceHash()
    for (let at = 0; at < bytes.length; at += step) hash.update(bytes.subarray(at, at + step))
    const { sha256, sizeBytes, pieces } = hash.digest()
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(sizeBytes).toBe(bytes.length)
    expect(pieces.length).toBe(4 * 32)
    for (const n of [0, 1, 2, 3]) {
      const piece = bytes.subarray(n * MiB, (n + 1) * MiB)
      expect(pieces.subarray(n * 32, (n + 1) * 32)).toEqual(createHash('sha256').update(piece).digest())
    }
  }
})

it('names the MiB in which one byte was flipped', async () => {
  const { sha256 } = await stored(randomBytes(6 * MiB + 77))
  expect(await examine(app.deps.blobs, sha256)).toEqual({ state: 'whole' })
  await flip(sha256, 2 * MiB)
  await flip(sha256, 6 * MiB + 76)
  expect(await examine(app.deps.blobs, sha256)).toEqual({ state: 'damaged', damaged: [2, 6] })
})

it('names what is missing at the end of a file that was cut', async () => {
  const { sha256 } = await stored(randomBytes(3 * MiB))
  await truncate(await app.deps.blobs.localPath(sha256), MiB + 5)
  expect(await examine(app.deps.blobs, sha256)).toEqual({ state: 'damaged', damaged: [1, 2] })
})

it('gives a file that was stored without them its hashes when it is found whole', async () => {
  const { sha256 } = await stored(randomBytes(2 * MiB))
  const kept = join(app.deps.config.dataDir, 'pieces', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  await rm(kept)
  expect(await examine(app.deps.blobs, sha256)).toEqual({ state: 'whole' })
  expect((await stat(kept)).size).toBe(3 * 32)
})

it('does not believe hashes that are damaged themselves', () => {
  const sealed = sealPieces(randomBytes(64))
  expect(openPieces(sealed)).toEqual(sealed.subarray(0, 64))
  sealed[3] = (sealed[3] ?? 0) ^ 1
  expect(openPieces(sealed)).toBeUndefined()
})

it('keeps the hashes of an upload that came in pieces of its own', async () => {
  const wav = aWav(2_500_000, 3)
  const answer = await app.app.request('/api/uploads', {
    method: 'POST',
    body: announcement(wav),
    headers: { cookie: await app.cookieOf('producer') },
  })
  const announced = (await answer.json()) as Announced
  const send = tus((path, init) => app.app.request(path, init), announced)
  await send.patch(0, wav.subarray(0, 1_300_000))
  await send.patch(1_300_000, wav.subarray(1_300_000))
  const sha256 = createHash('sha256').update(wav).digest('hex')
  while (!(await app.deps.blobs.has(sha256))) await new Promise((resolve) => setTimeout(resolve, 20))
  const hash = new PieceHash()
  hash.update(wav)
  expect(await app.deps.blobs.pieces(sha256)).toEqual(hash.digest().pieces)
})

it('tells the person at the machine which file is damaged and where, and that a backup of it is', async () => {
  const { sha256, sizeBytes } = await stored(randomBytes(4 * MiB))
  await aSource(app.deps, { sha256, size_bytes: sizeBytes, file_name: 'dem-hoi.mp4' })
  const { dataDir } = app.deps.config
  const root = join(import.meta.dirname, '../..')
  const to = join(dataDir, '../', `backup-${randomBytes(4).toString('hex')}`)
  await run(join(root, 'scripts/backup'), [to, '--data', dataDir]).catch(() => undefined)
  const name = join(sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  expect(await readFile(join(to, 'pieces', name))).toEqual(await readFile(join(dataDir, 'pieces', name)))
  await flip(sha256, 3 * MiB + 9)
  const told = await run(join(root, 'scripts/doctor'), ['--data', dataDir, '--deep']).catch(
    (error: { stdout: string }) => error,
  )
  expect(told.stdout).toMatch(new RegExp(`dem-hoi.mp4: .*MiB 3 \\(${sha256}\\)`))
  await rm(to, { recursive: true })
})
