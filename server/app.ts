import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { openAPIRouteHandler } from 'hono-openapi'
import { type Logger, pino } from 'pino'
import { areasRoutes } from './areas/areas.routes.ts'
import { clustersRoutes } from './areas/clusters/clusters.routes.ts'
import { loudspeakerRoutes } from './areas/loudspeaker/limits.routes.ts'
import { calendarRoutes } from './calendar/calendar.routes.ts'
import { isHttps } from './config.ts'
import { deliveryRoutes } from './delivery/delivery.routes.ts'
import { disksRoutes } from './delivery/disks/disks.routes.ts'
import { linksRoutes } from './delivery/links/links.routes.ts'
import type { Deps } from './deps.ts'
import { coverageRoutes } from './field/coverage/coverage.routes.ts'
import { hamletsRoutes } from './field/hamlets/hamlets.routes.ts'
import { logsRoutes } from './field/logs/logs.routes.ts'
import { quarantineRoutes } from './field/logs/quarantine.routes.ts'
import { quotasRoutes } from './field/quotas/quotas.routes.ts'
import { showingsRoutes } from './field/showings/showings.routes.ts'
import { tripsTo } from './field/showings/trips.ts'
import { fieldStateRoutes } from './field/state/state.routes.ts'
import { bearerOf } from './http/device-door.ts'
import type { Env } from './http/env.ts'
import { onError, onNotFound } from './http/error-handler.ts'
import { healthRoutes, healthz } from './http/health.routes.ts'
import { liveRoutes } from './http/live.routes.ts'
import type { Actor } from './http/permissions.rules.ts'
import { qrRoutes } from './http/qr.routes.ts'
import { allow, assertPermissionsDeclared } from './http/route.ts'
import { byLink, jsonLimit, plainPath, sameOrigin, securityHeaders } from './http/security.ts'
import { webRoutes } from './http/web.ts'
import { jobsRoutes } from './jobs/jobs.routes.ts'
import { actsRoutes } from './library/acts.routes.ts'
import { growingRoutes } from './library/analysis/growing.routes.ts'
import { qcRulesRoutes } from './library/analysis/qc-rules.routes.ts'
import { changesRoutes } from './library/changes/changes.routes.ts'
import { fixesRoutes } from './library/fixes/fixes.routes.ts'
import { houseRoutes } from './library/house/house.routes.ts'
import { ingestRoutes } from './library/ingest/ingest.routes.ts'
import { languagesRoutes } from './library/languages/languages.routes.ts'
import { partsRoutes } from './library/parts/parts.routes.ts'
import { rightsRoutes } from './library/rights/rights.routes.ts'
import { tagsRoutes } from './library/tags.routes.ts'
import { uploadRoutes } from './library/uploads/uploads.routes.ts'
import { versionsRoutes } from './library/versions.routes.ts'
import { worksRoutes } from './library/works.routes.ts'
import { clipsRoutes } from './packages/clips/clips.routes.ts'
import { packageDeviceRoutes } from './packages/device.routes.ts'
import { publicKeys } from './packages/keys/keys.service.ts'
import { packagesRoutes } from './packages/packages.routes.ts'
import { sticksRoutes } from './packages/sticks/sticks.routes.ts'
import type { Auth } from './people/auth.ts'
import { devicesRoutes } from './people/devices/devices.routes.ts'
import { deviceByToken } from './people/devices/devices.service.ts'
import { pasteRoutes } from './people/paste.routes.ts'
import { peopleRoutes } from './people/people.routes.ts'
import { identify } from './people/people.service.ts'
import { sessionRoutes } from './people/session.routes.ts'
import { unitsRoutes } from './people/units.routes.ts'
import { hearingRoutes } from './playlists/hearing.routes.ts'
import { playlistsRoutes } from './playlists/playlists.routes.ts'
import { eveningTemplatesRoutes } from './playlists/templates/templates.routes.ts'
import { documentRoutes } from './review/documents.routes.ts'
import { reviewRoutes } from './review/review.routes.ts'
import { asRunRoutes } from './schedule/as-run/as-run.routes.ts'
import { feedsRoutes } from './schedule/exports/feeds.routes.ts'
import { scheduleRoutes } from './schedule/schedule.routes.ts'
import { answerPageRoutes } from './schedule/station/answer-page.routes.ts'
import { stationRoutes } from './schedule/station/station.routes.ts'
import { todayRoutes } from './today/today.routes.ts'

/** Who a request comes from; null when nobody is signed in. */
type Identify = (headers: Headers) => Promise<Actor | null>

// Chained, so that the typed client knows every route.
const features = (deps: Deps, auth: Auth) =>
  new Hono<Env>()
    .route('/', liveRoutes(deps))
    .route('/', healthRoutes)
    .route('/', qrRoutes(deps))
    .route('/', jobsRoutes(deps))
    .route('/', sessionRoutes(deps, auth))
    .route('/', peopleRoutes(deps, auth))
    .route('/', pasteRoutes(deps))
    .route('/', unitsRoutes(deps))
    .route(
      '/',
      devicesRoutes(deps, { secret: auth.secret, pinned: async () => (await publicKeys(deps)).fingerprint }),
    )
    .route('/', areasRoutes(deps))
    .route('/', clustersRoutes(deps))
    .route('/', loudspeakerRoutes(deps))
    .route('/', calendarRoutes(deps))
    .route('/', worksRoutes(deps))
    .route('/', tagsRoutes(deps))
    .route('/', languagesRoutes(deps))
    .route('/', actsRoutes(deps))
    .route('/', fixesRoutes(deps))
    .route('/', versionsRoutes(deps))
    .route('/', growingRoutes(deps))
    .route('/', qcRulesRoutes(deps))
    .route('/', houseRoutes(deps))
    .route('/', changesRoutes(deps))
    .route('/', uploadRoutes(deps))
    .route('/', ingestRoutes(deps))
    .route('/', partsRoutes(deps))
    .route('/', rightsRoutes(deps))
    .route('/', reviewRoutes(deps))
    .route('/', scheduleRoutes(deps))
    .route('/', stationRoutes(deps, auth.secret))
    .route('/', asRunRoutes(deps))
    .route('/', answerPageRoutes(deps, auth.secret))
    .route('/', feedsRoutes(deps, auth.secret))
    .route('/', documentRoutes(deps))
    .route('/', deliveryRoutes(deps, auth.secret))
    .route('/', disksRoutes(deps))
    .route('/', linksRoutes(deps, auth.secret))
    .route(
      '/',
      playlistsRoutes(deps, (targets, days) => tripsTo(deps.reads, targets, days)),
    )
    .route('/', hearingRoutes(deps))
    .route('/', eveningTemplatesRoutes(deps))
    .route('/', packagesRoutes(deps))
    .route('/', packageDeviceRoutes(deps))
    .route('/', clipsRoutes(deps, auth.secret))
    .route('/', sticksRoutes(deps))
    .route('/', logsRoutes(deps))
    .route('/', quarantineRoutes(deps))
    .route('/', hamletsRoutes(deps))
    .route('/', showingsRoutes(deps))
    .route('/', quotasRoutes(deps))
    .route('/', coverageRoutes(deps))
    .route('/', fieldStateRoutes(deps))
    .route('/', todayRoutes(deps))

interface AppOptions {
  auth: Auth
  /** By session unless told otherwise. */
  identify?: Identify
  log?: Logger
  /** The built pages; absent in tests of the API alone. */
  webDir?: string
}

export function createApp(deps: Deps, options: AppOptions) {
  const log = options.log ?? pino({ level: 'silent' })
  const { publicUrl } = deps.config
  const whoAsks = options.identify ?? identify(deps, options.auth)

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
    c.set('device', null)
    const started = performance.now()
    await next()
    c.header('x-request-id', requestId)
    // The path alone: query strings may carry what nobody should find in a log. So does the path of a link.
    c.get('log').info({
      method: c.req.method,
      path: byLink.test(c.req.path) ? c.req.path.replace(byLink, '$1/…') : c.req.path,
      status: c.res.status,
      ms: Math.round(performance.now() - started),
    })
  })
  app.use(
    '*',
    securityHeaders(() => isHttps(deps.config)),
    plainPath(),
    sameOrigin(publicUrl),
    jsonLimit(),
  )
  app.use('/api/*', async (c, next) => {
    const { headers } = c.req.raw
    c.set('actor', await whoAsks(headers))
    const token = bearerOf(headers)
    if (token) c.set('device', await deviceByToken(deps, token))
    await next()
  })

  const api = app.route('/api', features(deps, options.auth))
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
  app.route('/', healthz)
  assertPermissionsDeclared(app)
  if (options.webDir) app.route('/', webRoutes(options.webDir))
  return api
}

export type Api = ReturnType<typeof createApp>
