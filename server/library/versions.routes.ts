import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { serveRanged } from '../http/range.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { reportOf } from './analysis/report.service.ts'
import { productFile, productsOf } from './renditions/products.queries.ts'
import { scriptOf } from './scripts.queries.ts'
import { versionById } from './versions.queries.ts'
import { productParam, versionChange } from './versions.schema.ts'
import { editVersion, withdrawVersion } from './versions.service.ts'
import { revisionOnly } from './works.schema.ts'

const tags = ['library']

export const versionsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/versions/:id',
      allow('library.read', { summary: 'One version: its text, and what can be seen and heard of it', tags }),
      byId,
      async (c) => {
        const version = found(await versionById(deps.reads, c.req.valid('param').id))
        const { workId, language, sourceSha256 } = version
        return c.json({
          version,
          script: language ? ((await scriptOf(deps.reads, workId, language)) ?? null) : null,
          products: await productsOf(deps.reads, sourceSha256),
        })
      },
    )
    .patch(
      '/versions/:id',
      allow('library.edit', { summary: 'Change language or cut; other content loses its approval', tags }),
      byId,
      validate('json', versionChange),
      async (c) =>
        c.json(await editVersion(deps, actorOf(c), { ...c.req.valid('json'), id: c.req.valid('param').id })),
    )
    .post(
      '/versions/:id/withdraw',
      allow('library.edit', { summary: 'Withdraw a version', tags }),
      byId,
      validate('json', revisionOnly),
      async (c) => {
        await withdrawVersion(deps, actorOf(c), { ...c.req.valid('json'), id: c.req.valid('param').id })
        return c.json({ withdrawn: true })
      },
    )
    .get(
      '/versions/:id/report',
      allow('library.read', { summary: 'What was found in the recording, in plain words', tags }),
      byId,
      async (c) => {
        const version = found(await versionById(deps.reads, c.req.valid('param').id))
        return c.json(await reportOf(deps.reads, c.get('language'), version))
      },
    )
    .get(
      '/versions/:id/media/:product',
      allow('library.listen', {
        summary: 'Proxy, poster, thumbnails, waveform, loudness, sound, original',
        tags,
      }),
      validate('param', productParam),
      async (c) => {
        const { id, product } = c.req.valid('param')
        const version = found(await versionById(deps.reads, id))
        const file = await productFile(deps.reads, version, product)
        if (!file) throw new DomainError(version.sourceState === 'refused' ? 'not_found' : 'not_ready')
        return serveRanged(c, {
          ...file,
          etag: file.sha256,
          inline: product !== 'original',
          read: (start, end) => deps.blobs.read(file.sha256, start, end),
        })
      },
    )
