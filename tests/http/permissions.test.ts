import { Agent, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { may, type Role, roles } from '../../server/http/permissions.rules.ts'
import { type DeclaredRoute, declaredRoutes } from '../../server/http/route.ts'
import { anApp } from '../support/app.ts'

type App = Awaited<ReturnType<typeof anApp>>
let app: App
let routes: DeclaredRoute[]
let server: Server
const agent = new Agent({ keepAlive: true, maxSockets: 4 })
beforeAll(async () => {
  app = await anApp()
  routes = declaredRoutes(app.app as unknown as Parameters<typeof declaredRoutes>[0])
  // Over a real socket, since building a Request object already tidies a path up.
  server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: app.app.fetch, hostname: '127.0.0.1', port: 0 }, () =>
      resolve(started as Server),
    )
  })
})
afterAll(async () => {
  agent.destroy()
  server.close()
  await app.close()
})

/** The status of one request whose path travels exactly as it is written. */
function raw(method: string, path: string, cookie: string): Promise<number> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, method, path, agent, headers: { cookie } }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    request.on('error', reject)
    request.end()
  })
}

// Parameters stand for something that does not exist: whoever is not allowed must be told so before it is looked for.
const plain = (path: string) => path.replace(/:\w+(\{[^}]*\})?/g, 'khong-co').replace('*', 'khong-co')
const ask = (role: Role | null, method: string, path: string) =>
  app.as(role).request(method, path, method === 'GET' || method === 'DELETE' ? undefined : {})
const allowedTo = (role: Role | null, { permission }: DeclaredRoute) =>
  permission === 'public' ||
  (role !== null &&
    permission !== undefined &&
    // Those ask with a device's token, whoever else is signed in.
    permission !== 'device' &&
    permission !== 'device-log' &&
    may({ ...app.actors[role] }, permission))

it('knows every route and what it asks for', () => {
  expect(routes.length).toBeGreaterThan(25)
  expect(routes.filter((route) => route.permission === undefined)).toEqual([])
})

it('leaves to nobody but these what needs no sign-in', () => {
  const open = routes
    .filter((route) => route.permission === 'public')
    .map(({ method, path }) => `${method} ${path}`)
  // Uploads carry a token of their own that outlives the session; links to deliveries, clips and a week’s questions are one.
  const known =
    /^(GET \/healthz|GET \/api\/session|POST \/api\/(sign-(in|in\/code|out)|field\/enrol)|(GET|HEAD|POST|PATCH|DELETE|OPTIONS) \/api\/(tus|uploads)\b.*|(GET|POST) \/api\/(links|clips|schedule-answers|feeds)\/:token.*)$/
  expect(open.filter((route) => !known.test(route))).toEqual([])
})

it('answers 401 to whoever is not signed in, on every route that asks for it', async () => {
  const wrong: string[] = []
  for (const route of routes.filter((candidate) => !allowedTo(null, candidate))) {
    const { status } = await ask(null, route.method, plain(route.path))
    if (status !== 401) wrong.push(`${route.method} ${route.path}: ${status}`)
  }
  expect(wrong).toEqual([])
})

it.each(roles)('answers 403 to %s on every route of others', async (role) => {
  const wrong: string[] = []
  for (const route of routes.filter((candidate) => !allowedTo(role, candidate))) {
    const { status } = await ask(role, route.method, plain(route.path))
    if (status !== 403) wrong.push(`${route.method} ${route.path}: ${status}`)
  }
  expect(wrong).toEqual([])
})

it('gives no role a server error on its own routes with what does not exist', async () => {
  const wrong: string[] = []
  for (const role of roles)
    for (const route of routes.filter((candidate) => allowedTo(role, candidate))) {
      if (/\/(live|sign-out)$/.test(route.path)) continue // one never ends, the other ends the session we ask with
      const response = await ask(role, route.method, plain(route.path))
      if (response.status >= 500) wrong.push(`${role} ${route.method} ${route.path}: ${response.status}`)
      await response.body?.cancel()
    }
  expect(wrong).toEqual([])
})

const spellings: Record<string, (path: string) => string> = {
  'a doubled slash': (path) => path.replace('/api/', '/api//'),
  'a leading doubled slash': (path) => `/${path}`,
  'an encoded slash': (path) => path.replace(/\/(?=[^/]*$)/, '%2F'),
  'a backslash': (path) => path.replace(/\/(?=[^/]*$)/, '\\'),
  'an encoded backslash': (path) => path.replace(/\/(?=[^/]*$)/, '%5c'),
  'a step up': (path) => path.replace('/api/', '/api/session/../'),
  'an encoded step up': (path) => path.replace('/api/', '/api/session/%2e%2e/'),
  'another case': (path) => path.replace('/api/', '/API/'),
  'a trailing slash': (path) => `${path}/`,
  'an encoded letter': (path) => path.replace('/api/', '/%61pi/'),
  'a null sign': (path) => `${path}%00`,
}

it.each(Object.entries(spellings))('lets nobody in by %s', async (_, spell) => {
  const wrong: string[] = []
  for (const route of routes.filter((candidate) => !allowedTo('film_team', candidate))) {
    const path = spell(plain(route.path))
    for (const cookie of ['', await app.cookieOf('film_team')]) {
      const status = await raw(route.method, path, cookie)
      if (![400, 401, 403, 404].includes(status)) wrong.push(`${route.method} ${path}: ${status}`)
    }
  }
  expect(wrong).toEqual([])
})
