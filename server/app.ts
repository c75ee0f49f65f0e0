import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { openAPIRouteHandler } from 'hono-openapi'
import { type Logger, pino } from 'pino'
import { calendarRoutes } from './calendar/calendar.routes.ts'
import type { Deps } from './deps.ts'
import type { Env } from './http/env.ts'
import { onError, onNotFound } from './http/error-handler.ts'
import { liveRoutes } from './http/live.routes.ts'
import type { Actor } from './http/permissions.rules.ts'
import { allow, assertPermissionsDeclared } from './http/route.ts'
import { plainPath, sameOrigin, securityHeaders } from './http/security.ts'
import { webRoutes } from './http/web.ts'
import { jobsRoutes } from './jobs/jobs.routes.ts'

/** Who a request comes from; null when nobody is signed in. */
export type Identify = (headers: Headers) => Promise<Actor | null>

// Chained, so that the typed client knows every route.
const features = (deps: Deps) =>
  new Hono<Env>().route('/', liveRoutes(deps)).route('/', jobsRoutes(deps)).route('/', calendarRoutes(deps))

export interface AppOptions {
  identify: Identify
  log?: Logger
  /** The built pages; absent in tests of the API alone. */
  webDir?: string
}

export function createApp(deps: Deps, options: AppOptions) {
  const log = options.log ?? pino({ level: 'silent' })
  const { publicUrl, tls } = deps.config
  const secure = () => (publicUrl ? publicUrl.startsWith('https:') : tls !== undefined)

  const app = new Hono<Env>()
  app.onError(onError)
  app.notFound(onNotFound)
  app.use('*', async (c, next) => {
    const requestId = randomUUID()
    c.set('requestId', requestId)
    c.set('log', log.child({ requestId }))
    const wanted = c.req.header('x-vang-lang') ?? c.req.header('accept-language') ?? 'vi'
    c.set('language', wanted.toLowerCase().startsWith('en') ? 'en' : 'vi')
    c.set('actor', null)
    const started = performance.now()
    await next()
    c.header('x-request-id', requestId)
    // The path alone: query strings may carry what nobody should find in a log.
    c.get('log').info({
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: Math.round(performance.now() - started),
    })
  })
  app.use('*', securityHeaders(secure), plainPath(), sameOrigin(publicUrl))
  app.use('/api/*', async (c, next) => {
    c.set('actor', await options.identify(c.req.raw.headers))
    await next()
  })

  const api = app.route('/api', features(deps))
  app.get(
    '/api/openapi.json',
    allow('session.use', { summary: 'This description', tags: ['api'] }),
    openAPIRouteHandler(app, {
      documentation: {
        openapi: '3.1.0',
        info: { title: 'Vang', version: '0.1.0', description: 'Lịch phát sóng và gói loa' },
      },
    }),
  )
  assertPermissionsDeclared(app)
  if (options.webDir) app.route('/', webRoutes(options.webDir))
  return api
}

export type Api = ReturnType<typeof createApp>
