import type { DeviceRow } from '../enrol/device.ts'

/** The office answered, and not with what was asked for. */
export class OfficeRefusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string) {
    super(`${status} ${code}`)
    this.name = 'OfficeRefusal'
    this.status = status
    this.code = code
  }
}

/** Somebody else answered: a network that wants a sign-in first, or a page that stands between. */
export class ForeignAnswer extends Error {
  override name = 'ForeignAnswer'
}

/** A request that nobody answers in this time stands on a line that is dead without saying so; ms. */
const PATIENCE_MS = 45_000
/** A line so slow still carries what is sent; ms for each byte, on top. */
const SLOWEST_MS_PER_BYTE = 0.5

const patience = (body: BodyInit | null | undefined) => {
  const bytes = typeof body === 'string' ? body.length : body instanceof Blob ? body.size : 0
  return AbortSignal.timeout(PATIENCE_MS + bytes * SLOWEST_MS_PER_BYTE)
}

async function answered(path: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(`/api${path}`, {
    ...init,
    cache: 'no-store',
    credentials: 'omit',
    // The office sends nobody elsewhere; a network that wants a sign-in does.
    redirect: 'manual',
    signal: patience(init.body),
  })
  if (answer.ok) return answer
  const body: unknown = await answer.json().catch(() => null)
  const error: unknown = body && typeof body === 'object' ? Reflect.get(body, 'error') : null
  const code: unknown = error && typeof error === 'object' ? Reflect.get(error, 'code') : null
  if (typeof code === 'string') throw new OfficeRefusal(answer.status, code)
  if (answer.status >= 500) throw new TypeError(`${answer.status}`)
  throw new ForeignAnswer()
}

/** Any page may answer 200 on a captive network: only JSON is an answer. */
async function jsonOf(answer: Response): Promise<unknown> {
  if (!/\bjson\b/.test(answer.headers.get('content-type') ?? '')) throw new ForeignAnswer()
  return await answer.json()
}

const bearer = (device: DeviceRow) => ({ authorization: `Bearer ${device.token}` })

export const askOffice = async (device: DeviceRow, path: string): Promise<unknown> =>
  jsonOf(await answered(path, { headers: bearer(device) }))

/** An answer as it came, for whoever checks it by its hash. */
export const officeAnswer = (device: DeviceRow, path: string): Promise<Response> =>
  answered(path, { headers: bearer(device) })

export const tellOffice = async (device: DeviceRow | null, path: string, body: unknown): Promise<unknown> =>
  jsonOf(
    await answered(path, {
      method: 'POST',
      headers: { ...(device ? bearer(device) : {}), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )

/** Sends what is no JSON, and answers the office's word on it. */
export const sendFile = async (
  device: DeviceRow,
  { method, path, type, body }: { method: 'PUT' | 'POST'; path: string; type: string; body: BodyInit },
): Promise<unknown> =>
  jsonOf(await answered(path, { method, headers: { ...bearer(device), 'content-type': type }, body }))

/** Whether the office's word on what was sent says `{ name: true }`: a mere 200 says nothing. */
export const says = (answer: unknown, name: string): boolean =>
  answer !== null && typeof answer === 'object' && Reflect.get(answer, name) === true

export const blobUrl = (sha256: string) => `/api/field/blobs/${sha256}`
