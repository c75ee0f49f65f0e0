// One signed-in person of the demonstration, speaking to the public API as any program could.
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const SAMPLE_BYTES = 4 * 1024 ** 2
const PIECE_BYTES = 8 * 1024 ** 2

export interface Client {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  put<T>(path: string, body: unknown): Promise<T>
  raw(path: string, headers?: Record<string, string>): Promise<Response>
  /** Sends a file by tus in pieces, then waits until it is in the library. */
  upload(path: string, about: Record<string, unknown>): Promise<{ workId: string; versionId: string }>
}

export async function signIn(base: string, login: string, password: string): Promise<Client> {
  const answer = await fetch(`${base}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  if (!answer.ok) throw new Error(`${login}: ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

  const raw = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${base}/api${path}`, { ...init, headers: { ...init.headers, cookie } })
    if (!response.ok)
      throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${await response.text()}`)
    return response
  }
  const send = async <T>(method: string, path: string, body: unknown) =>
    (
      await raw(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    ).json() as Promise<T>
  const get = async <T>(path: string) => (await raw(path)).json() as Promise<T>

  return {
    get,
    post: (path, body = {}) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    raw: (path, headers = {}) => raw(path, { headers }),
    async upload(path, about) {
      const { size } = await stat(path)
      const file = await open(path)
      const read = async (position: number, length: number) => {
        const bytes = Buffer.alloc(Math.min(length, size - position))
        await file.read(bytes, 0, bytes.length, position)
        return bytes
      }
      try {
        const form = new FormData()
        form.set('about', JSON.stringify({ fileName: basename(path), sizeBytes: size, ...about }))
        form.set('head', new Blob([await read(0, SAMPLE_BYTES)]))
        form.set('tail', new Blob([await read(Math.max(0, size - SAMPLE_BYTES), SAMPLE_BYTES)]))
        const begun = (await (await raw('/uploads', { method: 'POST', body: form })).json()) as {
          upload: { id: string }
          token: string
          url: string
        }
        for (let offset = 0; offset < size; offset += PIECE_BYTES) {
          const sent = await fetch(base + begun.url, {
            method: 'PATCH',
            headers: {
              'tus-resumable': '1.0.0',
              'upload-offset': String(offset),
              'content-type': 'application/offset+octet-stream',
              'x-upload-token': begun.token,
            },
            body: await read(offset, PIECE_BYTES),
          })
          if (sent.status !== 204) throw new Error(`PATCH: ${sent.status} ${await sent.text()}`)
        }
        return await until(async () => {
          const { ended } = await get<{ ended: { id: string; workId: string; versionId: string | null }[] }>(
            '/uploads',
          )
          const done = ended.find((upload) => upload.id === begun.upload.id)
          return done?.versionId ? { workId: done.workId, versionId: done.versionId } : undefined
        })
      } finally {
        await file.close()
      }
    },
  }
}

/** Asks again until there is an answer, for at most ten minutes. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 1200; tries++) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await sleep(500)
  }
  throw new Error('Ten minutes have passed')
}
