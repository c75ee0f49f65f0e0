import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoAccounts, demoPassword } from '../../server/people/demo.rules.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { anApprovedProgramme } from '../support/deliveries.ts'
import { aRestartableServer, waitFor } from '../support/journey.ts'

let dir: string
let server: Awaited<ReturnType<typeof aRestartableServer>>
let cookie: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vang-giao-'))
  server = await aRestartableServer(join(dir, 'data'))
})
afterAll(async () => {
  await server.stop()
  await rm(dir, { recursive: true, force: true })
})

async function signIn(): Promise<void> {
  const login = demoAccounts.find((account) => account.role === 'scheduler')?.login
  const answer = await fetch(`${server.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: demoPassword }),
  })
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0])
  cookie = cookies.join('; ')
}

interface Folder {
  id: string
  state: string
  files: { role: string; name: string; sha256: string }[]
}
const get = (path: string) => fetch(`${server.url}/api${path}`, { headers: { cookie } })
const folder = async () =>
  ((await (await get('/deliveries')).json()) as { deliveries: Folder[] }).deliveries[0]
const isRunning = async () => {
  const { jobs } = (await (await get('/jobs')).json()) as { jobs: { kind: string; state: string }[] }
  return jobs.some((job) => job.kind === 'delivery.make' && job.state === 'running')
}

it('leaves no half folder when it is killed while it makes one, and makes it whole afterwards', async () => {
  const { versionId } = await anApprovedProgramme(join(dir, 'data'), 'Âm vang', 12)
  await signIn()
  await fetch(`${server.url}/api/versions/${versionId}/deliveries`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ preset: 'h264-mp4-1080p25' }),
  })
  for (const afterMs of [300, 2500]) {
    await waitFor('the job to run', isRunning)
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    await server.killAndStartAgain()
    expect(await folder()).toMatchObject({ state: 'making', files: [] })
  }
  const whole = await waitFor('the folder', async () => {
    const now = await folder()
    return now?.state === 'ready' && now
  })
  expect(whole.files).toHaveLength(6)
  for (const { name, sha256 } of whole.files) {
    const bytes = Buffer.from(await (await get(`/deliveries/${whole.id}/files/${name}`)).arrayBuffer())
    expect(sha256Of(bytes)).toBe(sha256)
  }
  expect(await readdir(join(dir, 'data', 'work', 'making')).catch(() => [])).toEqual([])
})
