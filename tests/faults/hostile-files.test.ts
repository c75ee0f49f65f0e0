import { execFile } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import BetterSqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { demoAccounts, demoPassword } from '../../server/people/demo.rules.ts'
import { say } from '../../server/words/words.ts'
import { type Hostile, hostileFiles } from '../support/hostile.ts'
import { noise } from '../support/hostile-bytes.ts'
import { toolsBelow } from '../support/processes.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { type Announced, announcement, aWav, sha256, tus } from '../support/uploads.ts'

const producer = demoAccounts.find(({ role }) => role === 'producer')?.login ?? ''
const neighbour = 'a neighbour that nobody asked for'

let dataDir: string
let inbox: string
let server: RunningServer
let cookie: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'vang-hostile-'))
  inbox = join(dataDir, 'inbox')
  await mkdir(inbox, { recursive: true })
  await writeFile(join(dataDir, 'ban-khac.ts'), neighbour)
  server = await startServer(dataDir, { VANG_DEMO: '1' })
  const answer = await fetch(`${server.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: producer, password: demoPassword }),
  })
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  cookie = cookies.join('; ')
})
afterAll(async () => {
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const ask = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { ...init, headers: { ...init.headers, cookie } })

function rows<T>(sql: string, ...values: unknown[]): T[] {
  const db = new BetterSqlite(join(dataDir, 'vang.db'), { readonly: true })
  try {
    return db.prepare(sql).all(...values) as T[]
  } finally {
    db.close()
  }
}

/** Announces a file by its own ends, or by those of another, as somebody would who means harm. */
async function announce(file: Hostile, bytes: Buffer, ends = bytes, about: Record<string, unknown> = {}) {
  const form = announcement(ends, { fileName: file.fileName, ...about })
  const answer = await ask('/api/uploads', { method: 'POST', body: form })
  const said = (await answer.json()) as Announced & { error: { code: string; message: string } }
  return { ...said, status: answer.status }
}

/** Sends all bytes of an announced file and waits for what its first and its full look say. */
async function send(announced: Announced, bytes: Buffer) {
  const client = tus((path, init) => fetch(server.url + path, init), announced)
  expect((await client.patch(0, new Uint8Array(bytes))).status).toBe(204)
  return await verdictOn(sha256(bytes))
}

function verdictOn(hash: string) {
  return vi.waitFor(
    () => {
      const [source] = rows<{ state: string; refusal: string | null }>(
        'select state, refusal from source where sha256 = ?',
        hash,
      )
      expect(source?.state).toMatch(/^(refused|ready)$/)
      return source
    },
    { timeout: 60_000, interval: 100 },
  )
}

describe('refuses, and says why,', () => {
  it.each(hostileFiles)('$name', async (file) => {
    const bytes = await file.bytes()
    const refusal = { code: file.reason, message: say('vi', `errors.${file.reason}`) }
    const honest = await announce(file, bytes)
    if (!file.late) {
      expect(honest).toMatchObject({ status: 422, error: refusal })
      // There is nothing to lie about in a file without a byte.
      if (bytes.length === 0) return
    } else {
      expect(honest.upload.fileName).not.toMatch(/[/\\\p{Cc}\u202e]/u)
      expect(await send(honest, bytes)).toEqual({ state: 'refused', refusal: file.reason })
      await expectVerdict(bytes, refusal.message)
      return
    }
    // Whoever means harm shows the ends of another file and sends this one.
    const lied = await announce(file, bytes, aWav(Math.max(bytes.length, 44)).subarray(0, bytes.length), {})
    expect(lied.status, JSON.stringify(lied)).toBe(201)
    expect(lied.upload.fileName).not.toMatch(/[/\\\p{Cc}\u202e]/u)
    expect(Buffer.byteLength(lied.upload.fileName)).toBeLessThan(800)
    expect(await send(lied, bytes)).toEqual({ state: 'refused', refusal: file.reason })
    await expectVerdict(bytes, refusal.message)
  })

  it.each(hostileFiles.filter(({ reason }) => /truncated|index_missing/.test(reason)))(
    '$name, also when its owner insists',
    async (file) => {
      const bytes = Buffer.concat([await file.bytes(), Buffer.from('.')])
      const insisted = await announce(file, bytes, bytes, { evenIfCut: true })
      expect(insisted.status).toBe(201)
      expect((await send(insisted, bytes))?.state).toBe('refused')
    },
  )
})

/** What a person reads on the page of the work. */
async function expectVerdict(bytes: Buffer, reason: string) {
  const [version] = rows<{ id: string }>('select id from version where source_sha256 = ?', sha256(bytes))
  const report = await (await ask(`/api/versions/${version?.id}/report`)).json()
  expect(report).toMatchObject({ stage: 'refused', tone: 'stop' })
  expect(report.verdict).toContain(reason)
}

describe('of what lies in the inbox it refuses', () => {
  const take = async (name: string) => {
    const path = join(inbox, name)
    const headers = { 'content-type': 'application/json' }
    const answer = await ask('/api/inbox/take', { method: 'POST', headers, body: JSON.stringify({ path }) })
    return { status: answer.status, said: await answer.json() }
  }
  const listed = async () => {
    const { files } = (await (await ask('/api/inbox')).json()) as { files: { name: string }[] }
    return files.map(({ name }) => name)
  }

  it('a link to a file of the system', async () => {
    await symlink('/etc/passwd', join(inbox, 'lien-ket.mp4'))
    expect(await take('lien-ket.mp4')).toMatchObject({ said: { error: { code: 'outside_inbox' } } })
    expect(await listed()).not.toContain('lien-ket.mp4')
  })

  it('a link to the station’s own database', async () => {
    await symlink(join(dataDir, 'vang.db'), join(inbox, 'du-lieu.mov'))
    expect(await take('du-lieu.mov')).toMatchObject({ said: { error: { code: 'outside_inbox' } } })
  })

  it('steps up out of it', async () => {
    expect(await take('../vang.db')).toMatchObject({ said: { error: { code: 'outside_inbox' } } })
  })

  it('a pipe, without waiting at it', async () => {
    await promisify(execFile)('mkfifo', [join(inbox, 'ong.mp4')])
    expect(await take('ong.mp4')).toMatchObject({ status: 422, said: { error: { code: 'not_media' } } })
    expect(await listed()).not.toContain('ong.mp4')
  })

  it('a folder that calls itself a film', async () => {
    await mkdir(join(inbox, 'thu-muc.mp4'))
    expect(await take('thu-muc.mp4')).toMatchObject({ status: 422, said: { error: { code: 'not_media' } } })
  })

  it('a playlist beside what it names', async () => {
    await writeFile(join(inbox, 'danh-sach.mp4'), '#EXTM3U\n../ban-khac.ts\n')
    expect(await take('danh-sach.mp4')).toMatchObject({ said: { error: { code: 'playlist_not_allowed' } } })
  })

  it('a file that is still being written', async () => {
    const path = join(inbox, 'dang-ghi.wav')
    await writeFile(path, aWav(3_000_000))
    const writing = setInterval(() => appendFile(path, noise(10_000)), 10)
    try {
      const { status, said } = await take('dang-ghi.wav')
      expect(status).toBe(201)
      const failed = () =>
        rows<{ state: string; failure: string }>(
          'select state, failure from upload where id = ?',
          said.upload.id,
        )[0]
      await expect.poll(failed, { timeout: 20_000 }).toEqual({ state: 'failed', failure: 'file_changing' })
    } finally {
      clearInterval(writing)
    }
  })

  it('a broken file of a name that no shell would survive', async () => {
    const name = `${'ă'.repeat(100)}\n$(reboot);'"\u202e.mp4`
    await writeFile(join(inbox, name), noise(60_000, 9))
    const { said } = await take(name)
    expect(said.upload.fileName).not.toMatch(/[\p{Cc}\u202e]/u)
    expect(await verdictOn(sha256(noise(60_000, 9)))).toEqual({ state: 'refused', refusal: 'not_media' })
  })
})

it('has let none of them through, left no process, and is up', async () => {
  expect(hostileFiles.length).toBeGreaterThanOrEqual(40)
  expect(rows("select sha256 from source where state <> 'refused'")).toEqual([])
  expect(rows("select kind, error_code from job where state not in ('done', 'dead')")).toEqual([])
  // What came by upload was refused as what it is; the one dead job is the file that was still being written.
  expect(rows("select error_code from job where state = 'dead'")).toEqual([{ error_code: 'file_changing' }])
  await sleep(500)
  expect(toolsBelow(server.process.pid ?? 0)).toEqual([])
  expect(server.process.exitCode).toBeNull()
  expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({ ok: true })
  expect((await ask('/api/works')).status).toBe(200)
  // The making of nothing was left lying about, and the neighbour is what it was.
  expect(await readdir(join(dataDir, 'work', 'making')).catch(() => [])).toEqual([])
  expect(await readFile(join(dataDir, 'ban-khac.ts'), 'utf8')).toBe(neighbour)
})
