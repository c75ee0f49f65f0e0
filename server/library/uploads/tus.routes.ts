import { Server } from '@tus/server'
import { type Context, Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import { DomainError, type ErrorCode } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { allow } from '../../http/route.ts'
import { finishUpload } from './finish.service.ts'
import type { UploadLocks } from './lock.ts'
import { type Checksum, checksumOfRequest, type UploadStore } from './store.ts'
import { uploadId } from './uploads.schema.ts'
import { assertToken } from './uploads.service.ts'

/** Path of the protocol's own requests, with the upload's id after it. */
export const tusPath = '/api/tus'

/** How long an earlier connection gets to finish what it is writing when a later one asks for the upload. */
const drainMs = 1000

const codeOf: Record<number, ErrorCode> = {
  403: 'invalid',
  404: 'not_found',
  409: 'upload_offset',
  410: 'upload_gone',
  413: 'too_large',
  423: 'upload_busy',
}

/** tus 1.0 for uploads that were announced before: no session, but the upload's own token with every request. */
export function tusRoutes(deps: Deps, store: UploadStore, locks: UploadLocks) {
  const failures = new WeakMap<object, unknown>()
  const server = new Server({
    path: tusPath,
    datastore: store,
    locker: locks,
    lockDrainTimeout: drainMs,
    allowedOrigins: [],
    getFileIdFromRequest: (_, last) => (uploadId.safeParse({ id: last }).success ? last : undefined),
    onResponseError: (request, error) => {
      failures.set(request, error)
      return undefined
    },
  })

  const serve = async (c: Context<Env>): Promise<Response> => {
    c.header('tus-resumable', '1.0.0')
    const { data } = uploadId.safeParse(c.req.param())
    if (!data) throw new DomainError('not_found')
    await assertToken(deps.db, data.id, c.req.header('x-upload-token'))
    const checksum = readChecksum(c.req.header('upload-checksum'))
    const request = c.req.raw
    const response = await checksumOfRequest.run(checksum, () => server.handleWeb(request))
    const hash = store.takeWhole(data.id)
    // Not waited for. What goes wrong leaves the upload "hashing", to be taken up within the hour and at each start.
    if (hash)
      finishUpload(deps, data.id, hash).catch((error: unknown) =>
        c.get('log').error({ err: error, upload: data.id }, 'an upload could not be taken in yet'),
      )
    if (failures.has(request)) throw asError(failures.get(request))
    return response
  }
  const about = (summary: string) =>
    allow('public', { summary: `${summary} (X-Upload-Token)`, tags: ['uploads'] })

  return new Hono<Env>()
    .options('/tus/:id?', about('What of tus 1.0 is spoken'), async (c) => {
      const response = await server.handleWeb(c.req.raw)
      response.headers.set('tus-checksum-algorithm', 'sha1,sha256')
      return response
    })
    .get('/tus/:id', about('HEAD: the offset to go on from'), serve)
    .patch('/tus/:id', about('Send bytes'), serve)
    .delete('/tus/:id', about('Give up an upload'), serve)
}

/** tus throws objects with a status; they leave in the one error body, as everything else does. */
function asError(failure: unknown): unknown {
  const status = (failure as { status_code?: number }).status_code
  const code = status === undefined ? undefined : codeOf[status]
  if (code) return new DomainError(code)
  return failure instanceof Error ? failure : new DomainError('invalid')
}

/** `sha1 <base64>` or `sha256 <base64>` of the bytes of this request. */
function readChecksum(header: string | undefined): Checksum | undefined {
  if (header === undefined) return undefined
  const [algorithm, encoded = ''] = header.trim().split(/\s+/)
  if (algorithm !== 'sha1' && algorithm !== 'sha256')
    throw new DomainError('invalid', { header: 'upload-checksum' })
  return { algorithm, digest: Buffer.from(encoded, 'base64') }
}
