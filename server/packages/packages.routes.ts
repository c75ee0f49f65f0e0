import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { serveRanged } from '../http/range.ts'
import { actorOf, allow, byId, idParam, validate } from '../http/route.ts'
import { logged } from './downloads.service.ts'
import { MANIFEST_PATH, manifestSchema } from './manifest.schema.ts'
import { packageDetail, packageLine } from './packages.schema.ts'
import { bundleOf, type Download, fileOf, packageFor, packagesFor, zipOf } from './packages.service.ts'

const tags = ['packages']
const listQuery = z.object({
  superseded: z.enum(['0', '1']).default('0'),
  playlistId: z.string().optional(),
})
const bundleQuery = z.object({
  ids: z
    .string()
    .max(20_000)
    .transform((ids) => ids.split(',').filter(Boolean))
    .optional()
    .describe('Comma-separated; absent means every package that is ready for the asking team'),
})

/** Packages, as lists and as bytes that can be fetched from any place on. */
export const packagesRoutes = (deps: Deps) => {
  const serve = (c: Context<Env>, { ranged, carried }: Download) => {
    const onError = (error: unknown) => c.get('log').error({ err: error }, 'a download was not noted')
    return serveRanged(c, logged(deps, actorOf(c), { ranged, carried, onError }))
  }
  return new Hono<Env>()
    .get(
      '/packages',
      allow('packages.read', {
        summary: 'Packages: a film team sees those of the places it serves',
        tags,
        returns: z.object({ packages: z.array(packageLine) }),
      }),
      validate('query', listQuery),
      async (c) => {
        const { superseded, playlistId } = c.req.valid('query')
        const wanted = { superseded: superseded === '1', playlistId }
        return c.json({ packages: await packagesFor(deps, actorOf(c), wanted) })
      },
    )
    .get(
      '/packages/bundle.zip',
      allow('packages.download', { summary: 'Several packages as one ZIP (Range, If-Range)', tags }),
      validate('query', bundleQuery),
      async (c) => serve(c, await bundleOf(deps, actorOf(c), c.req.valid('query').ids)),
    )
    .get(
      '/packages/:id',
      allow('packages.read', { summary: 'One package and what it holds', tags, returns: packageDetail }),
      byId,
      async (c) => c.json(await packageFor(deps, actorOf(c), c.req.valid('param').id)),
    )
    .get(
      '/packages/:id/zip',
      allow('packages.download', { summary: 'One package as a ZIP (Range, If-Range)', tags }),
      byId,
      async (c) => serve(c, await zipOf(deps, actorOf(c), c.req.valid('param').id)),
    )
    .get(
      '/packages/:id/manifest.json',
      allow('packages.read', { summary: 'The manifest, byte for byte', tags, returns: manifestSchema }),
      byId,
      async (c) =>
        serveRanged(c, await fileOf(deps, actorOf(c), { id: c.req.valid('param').id, path: MANIFEST_PATH })),
    )
    .get(
      '/packages/:id/files/:path{.+}',
      allow('packages.download', { summary: 'One file of a package (Range, If-Range)', tags }),
      validate('param', idParam.extend({ path: z.string() })),
      async (c) => serveRanged(c, await fileOf(deps, actorOf(c), c.req.valid('param'))),
    )
}
