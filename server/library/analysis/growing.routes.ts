import { open } from 'node:fs/promises'
import { Hono } from 'hono'
import { z } from 'zod'
import { readGrowing } from '../../../media/growing.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { serveRanged } from '../../http/range.ts'
import { allow, byId, validate } from '../../http/route.ts'
import { versionById } from '../versions.queries.ts'
import { analysingFolder } from './analysing.ts'

const tags = ['library']

const growing = z.object({
  growing: z.boolean(),
  /** For a SourceBuffer, with its codecs. */
  mime: z.string(),
  totalMs: z.number(),
  stretches: z.array(
    z.object({
      n: z.number(),
      startMs: z.number(),
      durationMs: z.number().nullable(),
      sizeBytes: z.number(),
      finished: z.boolean(),
    }),
  ),
})

const stretchParam = z.object({ id: z.string().max(40), n: z.coerce.number().int().min(0).max(10_000) })

/** The proxy of a recording while it is being made, piece by piece; afterwards it is served whole as a product. */
export function growingRoutes(deps: Deps) {
  const growingOf = async (versionId: string) => {
    const version = found(await versionById(deps.reads, versionId))
    const { sourceSha256, sourceState } = version
    const now = sourceState === 'looked' ? await readGrowing(analysingFolder(deps, sourceSha256)) : undefined
    return { sourceSha256, now }
  }
  return new Hono<Env>()
    .get(
      '/versions/:id/growing',
      allow('library.listen', {
        summary: 'What can already be watched of a recording that is being analysed',
        tags,
        returns: growing,
      }),
      byId,
      async (c) => {
        const { now } = await growingOf(c.req.valid('param').id)
        const { mime = '', totalMs = 0, stretches = [] } = now ?? {}
        return c.json({
          growing: now !== undefined,
          mime,
          totalMs,
          stretches: stretches.map(({ path: _, ...stretch }) => stretch),
        })
      },
    )
    .get(
      '/versions/:id/growing/:n',
      allow('library.listen', {
        summary: 'A stretch of it as far as it is, a complete fragmented MP4',
        tags,
      }),
      validate('param', stretchParam),
      async (c) => {
        const { id, n } = c.req.valid('param')
        const { sourceSha256, now } = await growingOf(id)
        const stretch = now?.stretches.find((candidate) => candidate.n === n)
        // Open before anything is promised: the file is moved when its stretch is finished, and its bytes go along.
        const file = stretch && (await open(stretch.path).catch(() => undefined))
        if (!file) throw new DomainError('not_ready')
        let taken = false
        const answer = serveRanged(c, {
          sizeBytes: stretch.sizeBytes,
          etag: `${sourceSha256}-${n}-${stretch.sizeBytes}`,
          mediaType: 'video/mp4',
          inline: true,
          read: (start, end) => {
            taken = true
            return file.createReadStream({ start, end: end - 1 })
          },
        })
        if (!taken) await file.close()
        return answer
      },
    )
}
