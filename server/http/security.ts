import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { DomainError } from '../errors.ts'
import type { Env } from './env.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The address people reach us under: the configured one, else what this request came to. */
export function originOf(c: Context<Env>, publicUrl: string | undefined): string {
  return publicUrl ? new URL(publicUrl).origin : new URL(c.req.url).origin
}

/** Every unsafe request must come from our own pages, or from a program that sends no browser headers. */
export function sameOrigin(publicUrl: string | undefined): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!SAFE.has(c.req.method)) {
      const origin = c.req.header('origin')
      const site = c.req.header('sec-fetch-site')
      const foreign =
        origin !== undefined && origin !== originOf(c, publicUrl) && origin !== new URL(c.req.url).origin
      if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none'))
        throw new DomainError('foreign_origin')
    }
    await next()
  }
}

/** More than the longest spoken text with its translation; files travel by routes that say their own limit. */
const MOST_JSON_BYTES = 1_000_000

/** JSON is held in memory to be read, also before anybody has signed in: it may not be larger than a body of words. */
export function jsonLimit(): MiddlewareHandler<Env> {
  const limit = bodyLimit({
    maxSize: MOST_JSON_BYTES,
    onError: () => {
      throw new DomainError('too_large')
    },
  })
  return (c, next) => (/\bjson\b/i.test(c.req.header('content-type') ?? '') ? limit(c, next) : next())
}

/** A path is authorised as it is written, so spellings that something behind us could read otherwise are refused. */
export function plainPath(): MiddlewareHandler<Env> {
  return async (c, next) => {
    const raw = c.req.url.replace(/^https?:\/\/[^/]*/, '').split('?')[0] ?? ''
    if (/\/\/|\\|%2f|%5c|%00/i.test(raw) || raw.split('/').includes('..')) throw new DomainError('not_found')
    await next()
  }
}

export const newNonce = () => randomBytes(16).toString('base64')

/** What a page may load: ours alone, styles also by the nonce of this very answer. */
export function contentSecurityPolicy(nonce?: string): string {
  const style = nonce ? `'self' 'nonce-${nonce}'` : `'self'`
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src ${style}`,
    `img-src 'self' blob: data:`,
    `media-src 'self' blob:`,
    `connect-src 'self'`,
    `font-src 'self'`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/** Addresses that are themselves the key to what they show: told to no other site, no search engine and no log. */
export const byLink =
  /^(\/nhan|\/tra-loi|\/nghe|\/api\/links|\/api\/clips|\/api\/schedule-answers|\/api\/feeds)\/[^/]+/

export function securityHeaders(secure: () => boolean): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next()
    const headers = c.res.headers
    if (!headers.has('content-security-policy'))
      headers.set('content-security-policy', contentSecurityPolicy())
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', byLink.test(c.req.path) ? 'no-referrer' : 'same-origin')
    if (byLink.test(c.req.path)) headers.set('x-robots-tag', 'noindex, nofollow')
    headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('cross-origin-resource-policy', 'same-origin')
    headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(self)')
    if (secure()) headers.set('strict-transport-security', 'max-age=31536000')
    if (c.req.path.startsWith('/api/') && !headers.has('cache-control'))
      headers.set('cache-control', 'no-store')
  }
}
