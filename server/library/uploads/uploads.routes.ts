import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, validate } from '../../http/route.ts'
import type { Language } from '../../words/words.ts'
import { startWaiting } from '../parts/parts.service.ts'
import { UploadLocks } from './lock.ts'
import { cancelUpload, changeUpload, ownUpload } from './queue.service.ts'
import { UploadStore } from './store.ts'
import { tusPath, tusRoutes } from './tus.routes.ts'
import { endedLately, queueOf } from './uploads.queries.ts'
import { arrivesAt } from './uploads.rules.ts'
import { newUpload, newUploadForm, sameFile, sampleBytes, uploadChange, uploadId } from './uploads.schema.ts'
import { type Admitted, beginUpload, resumeUpload } from './uploads.service.ts'
import { tellUpload } from './verdict.service.ts'

const mostEnded = 30
/** Both samples and the words around them; only this form is held in memory. */
const formBytes = 2 * sampleBytes + 64 * 1024

const admitted = (deps: Deps, { upload, token, resumed }: Admitted, language: Language, speed?: number) => ({
  upload: tellUpload(language, upload),
  token,
  resumed,
  /** Where tus goes on; the token travels as X-Upload-Token. */
  url: `${tusPath}/${upload.id}`,
  /** When its last byte will be here at the given speed. */
  arrivesAt: speed ? arrivesAt(deps.clock.now(), upload.sizeBytes - upload.offsetBytes, speed) : null,
})

export function uploadRoutes(deps: Deps) {
  const locks = new UploadLocks()
  const store = new UploadStore(deps)
  const tags = ['uploads']

  return new Hono<Env>()
    .route('/', tusRoutes(deps, store, locks))
    .get(
      '/uploads',
      allow('uploads.read', { summary: 'What is on its way, and what lately arrived', tags }),
      async (c) => {
        const actor = actorOf(c)
        const unitId = actor.role === 'admin' ? null : actor.unitId
        const language = c.get('language')
        const [queue, ended] = [
          await queueOf(deps.reads, unitId),
          await endedLately(deps.reads, unitId, mostEnded),
        ]
        return c.json({
          queue: queue.map((upload) => tellUpload(language, upload)),
          ended: ended.map((upload) => tellUpload(language, upload)),
        })
      },
    )
    .post(
      '/uploads',
      allow('uploads.write', { summary: 'Announce a file with its two ends, before its first byte', tags }),
      bodyLimit({
        maxSize: formBytes,
        onError: () => {
          throw new DomainError('too_large')
        },
      }),
      validate('form', newUploadForm),
      async (c) => {
        const { about, head, tail } = c.req.valid('form')
        const samples = { head: await bytesOf(head), tail: await bytesOf(tail) }
        const input = readAbout(about)
        const result = await beginUpload(deps, actorOf(c), input, samples)
        const said = admitted(deps, result, c.get('language'), input.bytesPerSecond)
        return c.json(said, result.resumed ? 200 : 201)
      },
    )
    .post(
      '/uploads/:id/resume',
      allow('uploads.write', { summary: 'Go on with an upload, from any computer of the unit', tags }),
      validate('param', uploadId),
      validate('json', sameFile),
      async (c) => {
        const result = await resumeUpload(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json'))
        return c.json(admitted(deps, result, c.get('language')))
      },
    )
    .patch(
      '/uploads/:id',
      allow('uploads.write', {
        summary: 'Change title, language, deadline, urgency or place in the queue',
        tags,
      }),
      validate('param', uploadId),
      validate('json', uploadChange),
      async (c) => {
        const upload = await changeUpload(deps, actorOf(c), c.req.valid('param').id, c.req.valid('json'))
        return c.json(tellUpload(c.get('language'), upload))
      },
    )
    .delete(
      '/uploads/:id',
      allow('uploads.write', { summary: 'Give up an upload and let its bytes go', tags }),
      validate('param', uploadId),
      async (c) => {
        const { id } = c.req.valid('param')
        // Before the lock, whose taking ends the connection of whoever is sending.
        await ownUpload(deps.reads, actorOf(c), id)
        await locks.alone(id, () => cancelUpload(deps, actorOf(c), id))
        // A recording that waits for it as one of its parts hears of it.
        await inTransaction(deps.db, (trx) => startWaiting(deps, trx))
        return c.json({ cancelled: true })
      },
    )
}

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer())

function readAbout(text: string) {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    throw new DomainError('malformed_json')
  }
  const { data, error } = newUpload.safeParse(given)
  if (data) return data
  const problems = error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message }))
  throw new DomainError('invalid', { problems })
}
