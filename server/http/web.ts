import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { Env } from './env.ts'
import { contentSecurityPolicy, newNonce } from './security.ts'

/** The built pages: files with a hash in their name are kept for ever, the page itself is made per request with its nonce. */
export function webRoutes(webDir: string) {
  const app = new Hono<Env>()
  const index = join(webDir, 'index.html')
  const page = existsSync(index) ? readFileSync(index, 'utf8') : undefined
  app.use('*', compress())
  app.use('/assets/*', async (c, next) => {
    await next()
    if (c.res.ok) c.res.headers.set('cache-control', 'public, max-age=31536000, immutable')
  })
  app.use('*', serveStatic({ root: webDir, index: 'no-index' }))
  app.get('*', (c) => {
    if (!page || c.req.path.startsWith('/api/') || c.req.path.startsWith('/assets/')) return c.notFound()
    const nonce = newNonce()
    c.header('content-security-policy', contentSecurityPolicy(nonce))
    c.header('cache-control', 'no-store')
    return c.html(page.replaceAll('__NONCE__', nonce))
  })
  return app
}
