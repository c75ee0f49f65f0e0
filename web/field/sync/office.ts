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

/** A request that nobody answers in this time stands on a line that is dead without saying so; ms. */
const PATIENCE_MS = 45_000

async function answered(path: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(`/api${path}`, {
    ...init,
    cache: 'no-store',
    credentials: 'omit',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (answer.ok) return answer
  const body: unknown = await answer.json().catch(() => null)
  const error: unknown = body && typeof body === 'object' ? Reflect.get(body, 'error') : null
  const code: unknown = error && typeof error === 'object' ? Reflect.get(error, 'code') : null
  throw new OfficeRefusal(answer.status, typeof code === 'string' ? code : 'unknown')
}

/** Any page may answer 200 on a captive network: only JSON is an answer. */
async function jsonOf(answer: Response): Promise<unknown> {
  if (!/\bjson\b/.test(answer.headers.get('content-type') ?? ''))
    throw new OfficeRefusal(answer.status, 'foreign')
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

export const sendFile = async (
  device: DeviceRow,
  { method, path, type, body }: { method: 'PUT' | 'POST'; path: string; type: string; body: BodyInit },
): Promise<Response> => answered(path, { method, headers: { ...bearer(device), 'content-type': type }, body })

export const blobUrl = (sha256: string) => `/api/field/blobs/${sha256}`
