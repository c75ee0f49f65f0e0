import { createHash } from 'node:crypto'
import { expect, vi } from 'vitest'
import type { Role } from '../../server/http/permissions.rules.ts'
import { sampleBytes } from '../../server/library/uploads/uploads.schema.ts'
import { anApp } from './app.ts'

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A sound file of exactly so many bytes, whose content follows from its seed: a true WAV header, then noise. */
export function aWav(sizeBytes: number, seed = 1): Buffer {
  const wav = Buffer.alloc(sizeBytes)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(sizeBytes - 8, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(8000, 24)
  wav.writeUInt32LE(16000, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(sizeBytes - 44, 40)
  let state = seed
  for (let at = 44; at + 4 <= sizeBytes; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    wav.writeUInt32LE(state, at)
  }
  return wav
}

/** The form that announces a file: what is said of it, and its two ends. */
export function announcement(bytes: Uint8Array, about: Record<string, unknown> = {}): FormData {
  const end = Math.min(sampleBytes, bytes.length)
  const part = (from: number, to: number) => new File([new Uint8Array(bytes.subarray(from, to))], 'part')
  const form = new FormData()
  form.set('about', JSON.stringify({ fileName: 'ban-ghi.wav', sizeBytes: bytes.length, ...about }))
  form.set('head', part(0, end))
  form.set('tail', part(bytes.length - end, bytes.length))
  return form
}

export interface Announced {
  upload: { id: string; fileName: string; state: string; offsetBytes: number; findings: { code: string }[] }
  token: string
  resumed: boolean
  url: string
}

/** Requests as a tus client makes them. `send` is `app.request` or fetch with an address before the path. */
export function tus(
  send: (path: string, init: RequestInit & { duplex?: 'half' }) => Response | Promise<Response>,
  { url, token }: { url: string; token: string },
) {
  const headers = { 'tus-resumable': '1.0.0', 'x-upload-token': token }
  return {
    head: async () => send(url, { method: 'HEAD', headers }),
    drop: async () => send(url, { method: 'DELETE', headers }),
    patch: async (offset: number, body: Uint8Array | ReadableStream, more: Record<string, string> = {}) =>
      send(url, {
        method: 'PATCH',
        headers: {
          ...headers,
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
          ...(body instanceof Uint8Array ? { 'content-length': String(body.length) } : {}),
          ...more,
        },
        body: body as BodyInit,
        duplex: 'half',
      }),
  }
}

/** The real app with all it takes to send a file to it. */
export async function anAppForUploads() {
  const site = await anApp()
  const post = async (form: FormData, role: Role = 'producer', app = site.app) =>
    app.request('/api/uploads', {
      method: 'POST',
      headers: { cookie: await site.cookieOf(role) },
      body: form,
    })
  const rowOf = (id: string) =>
    site.deps.db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return {
    ...site,
    post,
    rowOf,
    async announce(bytes: Uint8Array = aWav(300_000), about = {}): Promise<Announced> {
      const answer = await post(announcement(bytes, about))
      expect(answer.ok, await answer.clone().text()).toBe(true)
      return (await answer.json()) as Announced
    },
    client: (announced: Announced) => tus((path, init) => site.app.request(path, init), announced),
    finished: (id: string) =>
      vi.waitFor(async () => expect((await rowOf(id)).state).toBe('finished'), {
        timeout: 8000,
        interval: 30,
      }),
    countUploads: async () => (await site.deps.db.selectFrom('upload').select('id').execute()).length,
  }
}
