import { QueryClient } from '@tanstack/react-query'
import { type ClientResponse, hc } from 'hono/client'
import type { SuccessStatusCode } from 'hono/utils/http-status'
import i18next from 'i18next'
import type { Api } from '../server/app.ts'
import { connection } from './ui/connection.ts'
import { language } from './words.ts'

type Refusal = { code: string; message: string; details?: unknown; requestId?: string }

/** What the server refused, in the reader's language. `status` is 0 when it could not be reached at all. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly details: unknown
  readonly requestId: string | undefined

  constructor(status: number, body: Refusal) {
    super(body.message)
    this.name = 'ApiError'
    this.code = body.code
    this.status = status
    this.details = body.details
    this.requestId = body.requestId
  }
}

/** fetch with the reader's language, and every failure as an ApiError. For what the typed client cannot say. */
export const request: typeof fetch = async (input, init) => {
  const headers = new Headers(init?.headers)
  headers.set('accept-language', language())
  let response: Response
  try {
    response = await fetch(input, { ...init, headers })
  } catch (cause) {
    if (init?.signal?.aborted) throw cause
    connection.set('lost')
    throw new ApiError(0, { code: 'unreachable', message: i18next.t('ui:unreachable') })
  }
  connection.set('good')
  if (response.ok || response.status === 304) return response
  throw await refusal(response)
}

async function refusal(response: Response): Promise<ApiError> {
  if (response.status === 401) forgetPerson()
  const body = (await response.json().catch(() => null)) as { error?: Refusal } | null
  return new ApiError(
    response.status,
    body?.error ?? { code: 'unknown', message: i18next.t('ui:unexpected') },
  )
}

// The shell watches the session: with nobody in it, it shows sign-in and keeps the way back.
function forgetPerson() {
  queryClient.setQueryData(
    ['session'],
    (session: object | undefined) => session && { ...session, person: null },
  )
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always', // the server may be in this very building while the internet is away
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.status === 0,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** The typed client: `api.works.$get()`, `api.works[':id'].$patch({ param, json })`. */
export const api = hc<Api>('/', { fetch: request }).api

type Body<R> = R extends ClientResponse<infer T, infer Status, string>
  ? Status extends SuccessStatusCode
    ? T
    : never
  : never

/** The body of a successful answer: `unwrap(api.session.$get())`. Refusals have been thrown by then. */
export async function unwrap<R extends ClientResponse<unknown>>(pending: Promise<R>): Promise<Body<R>> {
  const response = await pending
  return (response.status === 204 ? undefined : await response.json()) as Body<R>
}
