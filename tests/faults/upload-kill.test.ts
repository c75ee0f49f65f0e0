import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { demoAccounts, demoPassword } from '../../server/people/demo.rules.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { type Announced, announcement, aWav, sha256, tus } from '../support/uploads.ts'

const producer = demoAccounts.find((account) => account.role === 'producer')?.login ?? ''
const MiB = 1024 ** 2

let dataDir: string
let server: RunningServer
const start = async () => {
  server = await startServer(dataDir, { VANG_DEMO: '1' })
}
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'vang-faults-'))
  await start()
})
afterEach(async () => {
  await server.kill()
  await rm(dataDir, { recursive: true, force: true })
})

async function signIn(): Promise<string> {
  const answer = await fetch(`${server.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: producer, password: demoPassword }),
  })
  expect(answer.status).toBe(200)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
async function announce(cookie: string, bytes: Uint8Array): Promise<Announced> {
  const body = announcement(bytes)
  const answer = await fetch(`${server.url}/api/uploads`, { method: 'POST', headers: { cookie }, body })
  return (await answer.json()) as Announced
}
const client = (announced: Announced) => tus((path, init) => fetch(server.url + path, init), announced)
const offsetOf = async (announced: Announced) =>
  Number((await client(announced).head()).headers.get('upload-offset'))
const partSize = async (id: string) => (await stat(join(dataDir, 'uploads', `${id}.part`))).size

/** One PATCH for all that is left, whose bytes go out as fast as the server takes them. */
function openPatch({ url, token }: Announced, offset: number, length: number): ClientRequest {
  const patch = request(server.url + url, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'x-upload-token': token,
      'upload-offset': offset,
      'content-type': 'application/offset+octet-stream',
      'content-length': length,
    },
  })
  // The other end is going to die: what the socket says about it is the point of the test.
  patch.on('error', () => undefined)
  return patch
}
async function sendSome(patch: ClientRequest, bytes: Uint8Array): Promise<void> {
  if (patch.destroyed || patch.write(bytes)) return
  const enough = new AbortController()
  const until = (event: string) => once(patch, event, { signal: enough.signal })
  await Promise.race([until('drain'), until('close')]).finally(() => enough.abort())
}

async function whole(cookie: string, id: string) {
  return vi.waitFor(
    async () => {
      const answer = await fetch(`${server.url}/api/uploads`, { headers: { cookie } })
      const { ended } = (await answer.json()) as {
        ended: { id: string; state: string; sourceSha256: string }[]
      }
      const upload = ended.find((other) => other.id === id)
      expect(upload?.state).toBe('finished')
      return upload
    },
    { timeout: 20_000, interval: 100 },
  )
}

it('goes on after each kill -9 from what it had acknowledged, to the very same bytes', async () => {
  const file = aWav(60 * MiB)
  const cookie = await signIn()
  const announced = await announce(cookie, file)
  for (const share of [0.3, 0.55, 0.8]) {
    const from = await offsetOf(announced)
    const patch = openPatch(announced, from, file.length - from)
    for (let at = from; at < file.length * share; at += MiB / 4)
      await sendSome(patch, file.subarray(at, at + MiB / 4))
    // Bytes are still on their way when it dies: some written, fewer synced, fewer still committed.
    await server.kill()
    patch.destroy()
    await start()
    const offset = await offsetOf(announced)
    expect(offset).toBeGreaterThan(from)
    expect(offset).toBeLessThanOrEqual(await partSize(announced.upload.id))
    // At most one stretch between two syncs is sent again, and what the sockets held.
    expect(file.length * share - offset).toBeLessThan(8 * MiB + 6 * MiB)
    const kept = await readFile(join(dataDir, 'uploads', `${announced.upload.id}.part`))
    expect(sha256(kept.subarray(0, offset))).toBe(sha256(file.subarray(0, offset)))
  }
  const last = await offsetOf(announced)
  expect((await client(announced).patch(last, file.subarray(last))).status).toBe(204)
  expect(await whole(cookie, announced.upload.id)).toMatchObject({ sourceSha256: sha256(file) })
})

it('takes in at the next start what was killed between the last byte and the library', async () => {
  const file = aWav(24 * MiB, 3)
  const cookie = await signIn()
  const announced = await announce(cookie, file)
  for (let round = 0; round < 3; round++) {
    const offset = await offsetOf(announced)
    if (offset < file.length)
      await client(announced)
        .patch(offset, file.subarray(offset))
        .catch(() => undefined)
    await server.kill()
    await start()
  }
  expect(await whole(cookie, announced.upload.id)).toMatchObject({ sourceSha256: sha256(file) })
  const answer = await fetch(`${server.url}/api/works`, { headers: { cookie } })
  const { works } = (await answer.json()) as { works: unknown[] }
  expect(works).toHaveLength(1)
})

it('lives on when clients hang up, and keeps what they had sent', async () => {
  const file = aWav(20 * MiB, 5)
  const cookie = await signIn()
  const announced = await announce(cookie, file)
  for (const rounds of [1, 2, 3, 4, 5]) {
    const from = await offsetOf(announced)
    const patch = openPatch(announced, from, file.length - from)
    for (let at = from; at < rounds * 3 * MiB; at += MiB / 2)
      await sendSome(patch, file.subarray(at, Math.min(at + MiB / 2, file.length)))
    await sleep(50)
    patch.destroy()
    await vi.waitFor(async () => expect(await offsetOf(announced)).toBeGreaterThan(from), { timeout: 5000 })
  }
  expect(server.process.exitCode).toBeNull()
  const offset = await offsetOf(announced)
  await client(announced).patch(offset, file.subarray(offset))
  expect(await whole(cookie, announced.upload.id)).toMatchObject({ sourceSha256: sha256(file) })
})

it('takes 300 MB in one request without holding them', async () => {
  const piece = aWav(4 * MiB, 9)
  const pieces = 75
  const size = piece.length * pieces
  // Only the header of the first piece says how long the whole is.
  const head = Buffer.from(piece)
  head.writeUInt32LE(size - 8, 4)
  head.writeUInt32LE(size - 44, 40)
  const form = announcement(head, { sizeBytes: size })
  form.set('tail', new File([new Uint8Array(piece)], 'part'))
  const cookie = await signIn()
  const answer = await fetch(`${server.url}/api/uploads`, { method: 'POST', headers: { cookie }, body: form })
  const announced = (await answer.json()) as Announced

  const hash = createHash('sha256')
  const peak = async () =>
    Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${server.process.pid}/status`, 'utf8'))?.[1]) / 1024
  const before = await peak()
  const patch = openPatch(announced, 0, size)
  for (let n = 0; n < pieces; n++) {
    const bytes = n === 0 ? head : piece
    hash.update(bytes)
    await sendSome(patch, bytes)
  }
  const status = await new Promise((resolve) => {
    patch.on('response', (response) => resolve(response.statusCode))
    patch.end()
  })
  expect(status).toBe(204)
  expect(await whole(cookie, announced.upload.id)).toMatchObject({ sourceSha256: hash.digest('hex') })
  // The peak in MB over the whole life of the process, not where it happened to be when looked at.
  expect((await peak()) - before).toBeLessThan(100)
}, 120_000)
