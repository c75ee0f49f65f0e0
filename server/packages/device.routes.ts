import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { deviceOf } from '../http/device-door.ts'
import type { Env } from '../http/env.ts'
import { serveRanged } from '../http/range.ts'
import { allow, byId, validate } from '../http/route.ts'
import { logged } from './downloads.service.ts'
import { blobOfDevice, noteHeld, packageOfDevice } from './packages.team.service.ts'
import { manifestBefore } from './sets.queries.ts'
import { DELTA_TYPE, deltaBetween } from './text-delta.rules.ts'

const tags = ['field']
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const compress = { gzip: promisify(gzip), br: promisify(brotliCompress) }
/** A manifest is text of some 100 KB: the better half of brotli costs milliseconds here. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

/** A team's devices fetch what changed, clip by clip: a manifest, its signature, and stored files by their hash. */
export const packageDeviceRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/field/packages/:id/manifest.json',
      allow('device', {
        summary: `The manifest, byte for byte; with \`from\`, where that pays, what became different since then as ${DELTA_TYPE}`,
        tags,
      }),
      byId,
      validate('query', z.object({ from: sha256.optional() })),
      async (c) => {
        const { of, content } = await packageOfDevice(deps, deviceOf(c), c.req.valid('param').id)
        const { from } = c.req.valid('query')
        const before = from === undefined ? undefined : await manifestBefore(deps.reads, of, from)
        const text = content.manifestText
        if (before === undefined) return packed(c, text, 'application/json', of.manifestSha256 ?? '')
        const delta = JSON.stringify(deltaBetween(before, text))
        return packed(c, delta, DELTA_TYPE, `${from}-${of.manifestSha256}`)
      },
    )
    .get(
      '/field/packages/:id/manifest.json.minisig',
      allow('device', { summary: 'Its signature, as minisign writes it', tags }),
      byId,
      async (c) => {
        const { content } = await packageOfDevice(deps, deviceOf(c), c.req.valid('param').id)
        return c.text(content.signature)
      },
    )
    .put(
      '/field/packages/:id/held',
      allow('device', { summary: 'Tell that the device holds the package whole and has verified it', tags }),
      byId,
      async (c) => {
        await noteHeld(deps, deviceOf(c), c.req.valid('param').id)
        return c.json({ held: true })
      },
    )
    .get(
      '/field/blobs/:sha256',
      allow('device', { summary: 'A file of a package, by its hash (Range, If-Range)', tags }),
      validate('param', z.object({ sha256 })),
      async (c) => {
        const device = deviceOf(c)
        const { ranged, of } = await blobOfDevice(deps, device, c.req.valid('param').sha256)
        const onError = (error: unknown) => c.get('log').error({ err: error }, 'a download was not noted')
        // A phone holds the whole of it once so much has come; what it held before, it tells by itself.
        const carried = [{ packageId: of.id, sizeBytes: of.lightBytes ?? ranged.sizeBytes }]
        return serveRanged(c, logged(deps, { deviceId: device.id }, { ranged, carried, onError }))
      },
    )

/** Text that travels compressed wherever the asker can read it so. */
async function packed(c: Context<Env>, text: string, type: string, tag: string): Promise<Response> {
  const bytes = Buffer.from(text)
  const accepted = c.req.header('accept-encoding') ?? ''
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  const headers: Record<string, string> = {
    'content-type': type,
    etag: `"${tag}${encoding ? `-${encoding}` : ''}"`,
    vary: 'accept-encoding',
    'cache-control': 'private, no-cache',
  }
  if (!encoding) return c.body(bytes, 200, headers)
  const small = encoding === 'br' ? await compress.br(bytes, BROTLI) : await compress.gzip(bytes)
  return c.body(small, 200, { ...headers, 'content-encoding': encoding })
}
