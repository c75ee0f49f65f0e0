import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { deviceOf } from '../../http/device-door.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, validate } from '../../http/route.ts'
import { batchAnswer, eventBatch, fileAnswer } from './events.schema.ts'
import { takeFile } from './file.ts'
import { takeBatch } from './logs.service.ts'

const tags = ['logs']

/** Logs come three ways: from the device, by a colleague's device, and as a file in somebody's hand. */
export const logsRoutes = (deps: Deps) => {
  const bodyOf = (body: ReadableStream<Uint8Array> | null) => {
    if (!body) throw new DomainError('empty_file')
    return body
  }
  return new Hono<Env>()
    .post(
      '/field/logs',
      allow('device-log', {
        summary: 'Events of this device, any number of times; answers how far its log is held without a gap',
        tags,
        returns: batchAnswer,
      }),
      validate('json', eventBatch),
      async (c) => c.json(await takeBatch(deps, deviceOf(c), c.req.valid('json'))),
    )
    .post(
      '/field/logs/file',
      allow('device', {
        summary: 'A colleague’s log, one event a line (NDJSON)',
        tags,
        returns: fileAnswer,
      }),
      async (c) =>
        c.json(await takeFile(deps, bodyOf(c.req.raw.body), { way: 'device', deviceId: deviceOf(c).id })),
    )
    .post(
      '/logs/file',
      allow('logs.import', {
        summary: 'A log that came as a file, one event a line (NDJSON)',
        tags,
        returns: fileAnswer,
      }),
      async (c) =>
        c.json(await takeFile(deps, bodyOf(c.req.raw.body), { way: 'file', personId: actorOf(c).id })),
    )
}
