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
  const page = builtPage(join(webDir, 'index.html'))
  app.use('*', compress())
  app.route('/', playerRoutes(webDir))
  app.route('/', shareRoutes())
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

const builtPage = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

/**
 * The teams' offline player. Its page is kept by a service worker for days, so it is the same for everybody and has no
 * nonce; page, worker and manifest are asked for anew each time there is a network, or a phone would stay with an old one.
 */
function playerRoutes(webDir: string) {
  const app = new Hono<Env>()
  const page = builtPage(join(webDir, 'field/index.html'))
  app.use('/doi/*', async (c, next) => {
    await next()
    c.res.headers.set('cache-control', 'no-cache')
  })
  app.get('/doi', (c) => c.redirect(`/doi/${new URL(c.req.url).search}`))
  app.get('/doi/', (c) => (page ? c.html(page) : c.notFound()))
  return app
}

/**
 * Recordings that another app shares are taken by the service worker of `/chia-se`, in the browser. Where there is none
 * any more, the page says that they have to be shared again: nothing of a share is read here.
 */
function shareRoutes() {
  const app = new Hono<Env>()
  for (const path of ['/vang.webmanifest', '/chia-se-nhan.js'])
    app.use(path, async (c, next) => {
      await next()
      c.res.headers.set('cache-control', 'no-cache')
    })
  app.post('/chia-se', (c) => c.redirect('/chia-se?loi=khong-nhan', 303))
  return app
}
