import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoAccounts, demoPassword } from '../../server/people/demo.rules.ts'
import { type RunningServer, startServer } from '../../tests/support/server.ts'
import { type Announced, announcement, tus } from '../../tests/support/uploads.ts'
import { until } from '../demo-client.ts'
import { type BenchRow, count } from './rows.ts'

const MiB = 1024 ** 2
const sizeBytes = 5_000_000_000
/** One request of the page’s own uploader. */
const patchBytes = 16 * MiB
const sampleBytes = 4 * MiB
const producer = demoAccounts.find(({ role }) => role === 'producer')?.login ?? ''

/**
 * A recording of 5 GB sent through the real API to a real server; how far its memory rises above where it stood
 * when nobody had asked it for anything yet.
 */
export async function uploadRows(dir: string, seed: number): Promise<BenchRow[]> {
  const server = await startServer(join(dir, 'data'), { VANG_DEMO: '1' })
  try {
    const pid = server.process.pid ?? 0
    await sleep(2000)
    const before = await megabytes(pid, 'VmRSS')
    await forgetPeak(pid)
    const cookie = await signIn(server)
    const send = (path: string, init: RequestInit = {}) =>
      fetch(server.url + path, { ...init, headers: { ...init.headers, cookie } })
    const { upload, url, token } = await announce(send, seed)
    const client = tus((path, init) => fetch(server.url + path, init), { url, token })
    for (let at = 0; at < sizeBytes; at += patchBytes) {
      const length = Math.min(patchBytes, sizeBytes - at)
      const headers = { 'content-length': String(length) }
      const answer = await client.patch(at, generated(at, length, seed), headers)
      if (answer.status !== 204) throw new Error(`PATCH at ${at}: ${answer.status} ${await answer.text()}`)
    }
    await until(async () => {
      const { ended } = (await (await send('/api/uploads')).json()) as {
        ended: { id: string; state: string }[]
      }
      return ended.some(({ id, state }) => id === upload.id && state === 'finished') || undefined
    })
    return [count('server_rss_growth_mb', 'MB', (await megabytes(pid, 'VmHWM')) - before)]
  } finally {
    await server.stop()
  }
}

async function signIn(server: RunningServer): Promise<string> {
  const answer = await fetch(`${server.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: producer, password: demoPassword }),
  })
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  return cookies.join('; ')
}

type Send = (path: string, init?: RequestInit) => Promise<Response>

async function announce(send: Send, seed: number): Promise<Announced> {
  const head = bytesAt(0, sampleBytes, seed)
  const form = announcement(head, { fileName: 'nam-gigabyte.wav', sizeBytes })
  form.set('tail', new File([bytesAt(sizeBytes - sampleBytes, sampleBytes, seed)], 'part'))
  const answer = await send('/api/uploads', { method: 'POST', body: form })
  if (!answer.ok) throw new Error(`Announcing: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Announced
}

/** The bytes of one request, a piece at a time: this process shall not hold them either. */
function generated(from: number, length: number, seed: number): ReadableStream<Uint8Array> {
  let at = from
  const end = from + length
  return new ReadableStream({
    pull(controller) {
      const bytes = bytesAt(at, Math.min(MiB, end - at), seed)
      controller.enqueue(bytes)
      at += bytes.length
      if (at === end) controller.close()
    },
  })
}

/** The file at an offset: a header of RF64 (EBU Tech 3306), behind which each KiB carries its own number. */
function bytesAt(offset: number, length: number, seed: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  for (let block = Math.ceil(offset / 1024); block * 1024 - offset + 8 <= length; block += 1)
    view.setBigUint64(block * 1024 - offset, BigInt(block * 7919 + seed), true)
  if (offset === 0) bytes.set(header())
  return bytes
}

function header(): Uint8Array {
  const bytes = Buffer.alloc(80)
  bytes.write('RF64', 0)
  bytes.writeUInt32LE(0xffffffff, 4)
  bytes.write('WAVEds64', 8)
  bytes.writeUInt32LE(28, 16)
  bytes.writeBigUInt64LE(BigInt(sizeBytes - 8), 20)
  bytes.writeBigUInt64LE(BigInt(sizeBytes - bytes.length), 28)
  bytes.write('fmt ', 48)
  bytes.writeUInt32LE(16, 52)
  bytes.writeUInt16LE(1, 56)
  bytes.writeUInt16LE(2, 58)
  bytes.writeUInt32LE(48_000, 60)
  bytes.writeUInt32LE(48_000 * 4, 64)
  bytes.writeUInt16LE(4, 68)
  bytes.writeUInt16LE(16, 70)
  bytes.write('data', 72)
  bytes.writeUInt32LE(0xffffffff, 76)
  return bytes
}

async function megabytes(pid: number, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return (Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) * 1024) / 1e6
}

/** From here on the kernel itself keeps the highest the memory ever was: no sample can miss it (proc(5), clear_refs). */
const forgetPeak = (pid: number) => writeFile(`/proc/${pid}/clear_refs`, '5')
