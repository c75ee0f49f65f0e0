import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, validate } from '../../http/route.ts'
import { takeFile as takeFileShape } from '../uploads/uploads.schema.ts'
import { tellUpload } from '../uploads/verdict.service.ts'
import { listInbox } from './folders.ts'
import { takeFile } from './ingest.service.ts'

export const ingestRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/inbox',
      allow('uploads.inbox', {
        summary: 'Recordings in the inbox folder and on mounted drives',
        tags: ['uploads'],
      }),
      async (c) => c.json({ folder: deps.config.inboxDir, files: await listInbox(deps) }),
    )
    .post(
      '/inbox/take',
      allow('uploads.inbox', { summary: 'Take a recording in from there', tags: ['uploads'] }),
      validate('json', takeFileShape),
      async (c) => {
        const upload = await takeFile(deps, actorOf(c), c.req.valid('json'))
        return c.json({ upload: tellUpload(c.get('language'), upload) }, 201)
      },
    )
