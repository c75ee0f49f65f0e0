import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/env.ts'
import { serveRanged } from '../http/range.ts'
import { actorOf, allow, byId, idParam, validate } from '../http/route.ts'
import { tickCall } from '../people/calls.service.ts'
import { bundleOf, type Download, fileOf, zipOf } from './bytes.service.ts'
import { logged } from './downloads.service.ts'
import { publicKeys } from './keys/keys.service.ts'
import { MANIFEST_PATH, manifestSchema } from './manifest.schema.ts'
import { packageChanges, packageDetail, packageDownload, packageLine } from './packages.schema.ts'
import { changesOf, downloadsFor, packageFor, packagesFor } from './packages.service.ts'
import { reissue } from './reissue.service.ts'
import { newWithdrawal, tickInput, withdrawalDetail, withdrawalLine } from './withdrawals.schema.ts'
import { withdrawalFor, withdrawals, withdrawPackages } from './withdrawals.service.ts'

const tags = ['packages']
const signed = z.object({ text: z.string(), signature: z.string() })
const keysShape = z.object({
  root: z.string(),
  fingerprint: z.string(),
  certificates: z.array(signed),
  revocations: signed.nullable(),
})
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
    return serveRanged(c, logged(deps, { personId: actorOf(c).id }, { ranged, carried, onError }))
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
      '/packages/keys',
      allow('packages.read', { summary: 'The keys by which packages are checked', tags, returns: keysShape }),
      async (c) => c.json(await publicKeys(deps)),
    )
    .post(
      '/packages/reissue',
      allow('playlists.publish', {
        summary: 'Publish a playlist once more, word for word, since the key of its packages was revoked',
        tags,
        returns: z.object({ number: z.int(), publicationId: z.string() }),
      }),
      validate('json', z.object({ playlistId: z.string().max(64) })),
      async (c) => c.json(await reissue(deps, actorOf(c), c.req.valid('json').playlistId)),
    )
    .get(
      '/packages/withdrawals',
      allow('packages.read', {
        summary: 'What was withdrawn, the latest first, and how many are still to be called',
        tags,
        returns: z.object({ withdrawals: z.array(withdrawalLine) }),
      }),
      async (c) => c.json({ withdrawals: await withdrawals(deps.reads) }),
    )
    .post(
      '/packages/withdrawals',
      allow('packages.withdraw', {
        summary: 'Withdraw packages with a reason; answers whom to call',
        tags,
        returns: withdrawalDetail,
      }),
      validate('json', newWithdrawal),
      async (c) => {
        const { id } = await withdrawPackages(deps, actorOf(c), c.req.valid('json'))
        return c.json(await withdrawalFor(deps.reads, id), 201)
      },
    )
    .get(
      '/packages/withdrawals/:id',
      allow('packages.withdraw', {
        summary: 'A withdrawal: who holds its packages, with phone numbers, and who has been told',
        tags,
        returns: withdrawalDetail,
      }),
      byId,
      async (c) => c.json(await withdrawalFor(deps.reads, c.req.valid('param').id)),
    )
    .put(
      '/packages/withdrawals/:id/calls/:callId',
      allow('packages.withdraw', { summary: 'Tick that somebody was told, or take the tick off', tags }),
      validate('param', idParam.extend({ callId: z.string().max(64) })),
      validate('json', tickInput),
      async (c) => {
        const { id, callId } = c.req.valid('param')
        const about = { kind: 'withdrawal', id } as const
        const { told } = c.req.valid('json')
        return c.json({ calls: await tickCall(deps, actorOf(c), { about, callId, told }) })
      },
    )
    .get(
      '/packages/:id',
      allow('packages.read', { summary: 'One package and what it holds', tags, returns: packageDetail }),
      byId,
      async (c) => c.json(await packageFor(deps, actorOf(c), c.req.valid('param').id)),
    )
    .get(
      '/packages/:id/changes',
      allow('packages.read', {
        summary: 'What became different since the package before it, or since another of the same place',
        tags,
        returns: packageChanges,
      }),
      byId,
      validate('query', z.object({ from: z.string().max(64).optional() })),
      async (c) =>
        c.json(await changesOf(deps, actorOf(c), { ...c.req.valid('param'), ...c.req.valid('query') })),
    )
    .get(
      '/packages/:id/downloads',
      allow('packages.read', {
        summary: 'Who fetched it, when, and how much of it',
        tags,
        returns: z.object({ downloads: z.array(packageDownload) }),
      }),
      byId,
      async (c) => c.json({ downloads: await downloadsFor(deps, actorOf(c), c.req.valid('param').id) }),
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
