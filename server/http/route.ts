import type { Context, Hono, MiddlewareHandler, ValidationTargets } from 'hono'
import { describeRoute, validator as openApiValidator, resolver, uniqueSymbol } from 'hono-openapi'
import { z } from 'zod'
import { DomainError } from '../errors.ts'
import { requireDevice } from './device-door.ts'
import type { Env } from './env.ts'
import { type Action, type Actor, may } from './permissions.rules.ts'

const PERMISSION = Symbol('permission')
/** `device`: an enrolled phone or laptop, by its token; `device-log`: one that was revoked may too. */
type Permission = Action | 'public' | 'device' | 'device-log'

interface About {
  /** One line for the API description. */
  summary: string
  tags?: string[]
  /** The shape of a good answer. */
  returns?: z.ZodType
}

type Declared = MiddlewareHandler<Env> & { [PERMISSION]?: Permission }

/**
 * Declares who may use a route, checks it before anything else, and describes the route.
 * 'public' is for what needs no sign-in, and must be said aloud.
 */
export function allow(permission: Permission, about: About): MiddlewareHandler<Env> {
  const described = describeRoute({
    summary: about.summary,
    ...(about.tags ? { tags: about.tags } : {}),
    description: permission === 'public' ? 'No sign-in needed.' : `Permission: \`${permission}\`.`,
    responses: {
      200: about.returns
        ? { description: 'Done', content: { 'application/json': { schema: resolver(about.returns) } } }
        : { description: 'Done' },
    },
  })
  const check: Declared = async (c, next) => {
    if (permission === 'device' || permission === 'device-log')
      requireDevice(c, { revokedToo: permission === 'device-log' })
    else if (permission !== 'public') requirePermission(c, permission)
    await next()
  }
  check[PERMISSION] = permission
  return Object.assign(check, { [uniqueSymbol]: Reflect.get(described, uniqueSymbol) as unknown })
}

function requirePermission(c: Context<Env>, permission: Action): void {
  const actor = c.get('actor')
  if (!actor) throw new DomainError('not_signed_in')
  if (!may(actor, permission)) throw new DomainError('forbidden', { action: permission })
}

/** The signed-in person; only behind a route that asked for a permission. */
export function actorOf(c: Context<Env>): Actor {
  const actor = c.get('actor')
  if (!actor) throw new DomainError('not_signed_in')
  return actor
}

/** Validates one part of a request; what fails wears the same error body as everything else and echoes nothing. */
export function validate<Target extends keyof ValidationTargets, Schema extends z.ZodType>(
  target: Target,
  schema: Schema,
) {
  return openApiValidator(target, schema, (result) => {
    if (!result.success) {
      const problems = result.error.map((issue) => ({
        path: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
        problem: issue.message,
      }))
      throw new DomainError('invalid', { problems })
    }
  })
}

/** The subject of a route, by the id we gave it. */
export const idParam = z.object({ id: z.string().max(64) })
export const byId = validate('param', idParam)

export interface DeclaredRoute {
  method: string
  path: string
  permission: Permission | undefined
}

/** Every API route with the permission it declares. */
export function declaredRoutes(app: Hono<Env>): DeclaredRoute[] {
  const routes = new Map<string, DeclaredRoute>()
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL') continue
    const key = `${method} ${path}`
    const known = routes.get(key) ?? { method, path, permission: undefined }
    const permission: Permission | undefined = Reflect.get(handler, PERMISSION)
    routes.set(key, { ...known, permission: known.permission ?? permission })
  }
  return [...routes.values()]
}

/** Deny by default begins here: the server does not start with a route that forgot to say who may use it. */
export function assertPermissionsDeclared(app: Hono<Env>): void {
  const silent = declaredRoutes(app).filter((route) => route.permission === undefined)
  if (silent.length > 0)
    throw new Error(`Routes without a permission: ${silent.map((r) => `${r.method} ${r.path}`).join(', ')}`)
}
