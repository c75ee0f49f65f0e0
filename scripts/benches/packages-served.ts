import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { anApp } from '../../tests/support/app.ts'
import { aReadyPackage } from '../../tests/support/packages.ts'
import { aDistrict, aPlaylist } from '../../tests/support/playlists.ts'
import { startServer } from '../../tests/support/server.ts'
import { aCuttingLine } from './cutting-line.ts'
import { startNginx } from './nginx.ts'
import { alternate, type BenchRow, count, row } from './rows.ts'

const run = promisify(execFile)
const MB = 1e6
/** Sixty clips of three minutes. */
const clips = 60
const clipBytes = 1_440_000
const clients = 20
const rounds = 5
const manyClients = 50
const cuts = 50

/** What a download costs against a plain file from Debian's nginx and from ourselves, in memory, and after a cut. */
export async function servedRows(dir: string, seed: number): Promise<BenchRow[]> {
  const app = await anApp()
  const playlistId = (await aPlaylist(app, { title: 'Phát loa' })).id
  const sounds = Array.from({ length: clips }, () => randomBytes(clipBytes))
  const target = await aDistrict(app.deps, { name: 'Xã Cốc Pàng' })
  const { id } = await aReadyPackage(app.deps, { playlistId, target, sounds })
  const cookie = await app.cookieOf('scheduler')
  const zip = Buffer.from(await (await app.as('scheduler').get(`/api/packages/${id}/zip`)).arrayBuffer())
  await writeFile(join(dir, 'goi.zip'), zip)
  // The very same bytes as one stored file.
  const plain = await aReadyPackage(app.deps, { playlistId, target, sequence: 2, sounds: [zip] })
  const { dataDir } = app.deps.config
  const server = await startServer(dataDir, { VANG_NOW: app.deps.clock.now() })
  const nginx = await startNginx(dir)
  const headers = [`cookie: ${cookie}`]
  const ours = `${server.url}/api/packages/${id}/zip`
  const ourPlain = `${server.url}/api/packages/${plain.id}/files/01/001TBAO.MP3`
  try {
    const pid = server.process.pid ?? 0
    await together(1, ours, headers)
    await sleep(1000)
    const before = await megabytes(pid, 'VmRSS')
    await writeFile(`/proc/${pid}/clear_refs`, '5')
    await together(manyClients, ours, headers)
    const growth = (await megabytes(pid, 'VmHWM')) - before
    const speed = (url: string) => async () =>
      (clients * zip.length) / (await together(clients, url, headers))
    const againstNginx = await alternate(rounds, speed(ours), speed(`${nginx.url}/goi.zip`))
    const againstOwn = await alternate(rounds, speed(ours), speed(ourPlain))
    return [
      row('zip_vs_nginx_20_clients', 'times', againstNginx),
      row('zip_vs_own_plain_file', 'times', againstOwn),
      count('zip_rss_growth_mb', 'MB', growth),
      count('resent_bytes_per_cut', 'bytes', await resentPerCut(ours, cookie, zip, seed)),
    ]
  } finally {
    await nginx.stop()
    await server.stop()
    await app.close()
  }
}

/** So many clients at once, each a program of its own that throws the bytes away; seconds until the last has them all. */
async function together(count: number, url: string, headers: readonly string[]): Promise<number> {
  const startedAt = performance.now()
  const asked = headers.flatMap((header) => ['-H', header])
  await Promise.all(
    Array.from({ length: count }, () => run('curl', ['-sSf', '-o', '/dev/null', ...asked, url])),
  )
  return (performance.now() - startedAt) / 1000
}

async function megabytes(pid: number, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return (Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) * 1024) / MB
}

/** Fetches through a line that breaks at random places, as a browser goes on: from the byte it holds, if nothing changed. */
async function resentPerCut(url: string, cookie: string, whole: Buffer, seed: number): Promise<number> {
  const line = await aCuttingLine(new URL(url), { sizeBytes: whole.length, cuts, seed })
  const hash = createHash('sha256')
  let held = 0
  let etag = ''
  while (held < whole.length) {
    try {
      const answer = await fetch(line.url, {
        headers: { cookie, ...(held > 0 ? { range: `bytes=${held}-`, 'if-range': etag } : {}) },
      })
      if (answer.status !== (held > 0 ? 206 : 200)) throw new Error(`Answered ${answer.status}`)
      etag = answer.headers.get('etag') ?? ''
      for await (const chunk of answer.body ?? []) {
        hash.update(chunk)
        held += chunk.length
      }
    } catch (error) {
      // undici tells of a broken line as a TypeError; whatever else went wrong is told.
      if (!(error instanceof TypeError)) throw error
    }
  }
  await line.close()
  if (hash.digest('hex') !== createHash('sha256').update(whole).digest('hex'))
    throw new Error('What was fetched over the broken line is not the package')
  return (line.bytes() - whole.length) / line.cuts()
}
