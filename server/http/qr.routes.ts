import { Hono } from 'hono'
import qrcode from 'qrcode'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Env } from './env.ts'
import { allow, validate } from './route.ts'

// A path of ours alone: a code made here can never lead to somebody else's address.
const ownPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\s]*$/)

/** QR codes for paper, so that a print leads back to its page. */
export const qrRoutes = (deps: Deps) =>
  new Hono<Env>().get(
    '/qr.svg',
    allow('session.use', { summary: 'A QR code (SVG) of one of our own pages', tags: ['print'] }),
    validate('query', z.object({ path: ownPath })),
    async (c) => {
      const base = deps.config.publicUrl ?? new URL(c.req.url).origin
      const text = new URL(c.req.valid('query').path, base).href
      const svg = await qrcode.toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
      return c.body(svg, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=3600' })
    },
  )
