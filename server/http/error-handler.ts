import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { type Details, DomainError, type ErrorCode, statusOf } from '../errors.ts'
import { hasWords, say } from '../words/words.ts'
import type { Env } from './env.ts'

/** The one error body. `message` is in the reader's language. */
interface ErrorBody {
  error: { code: string; message: string; details: Details; requestId: string }
}

function body(c: Context<Env>, code: ErrorCode, details: Details): ErrorBody {
  const key = `errors.${code}`
  const message = say(c.get('language') ?? 'vi', hasWords(key) ? key : 'errors.internal', details)
  return { error: { code, message, details, requestId: c.get('requestId') } }
}

/** Ours, the framework's, everything else; the detail of the last kind stays in the log. */
export function onError(error: Error, c: Context<Env>): Response {
  if (error instanceof DomainError) return c.json(body(c, error.code, error.details), statusOf[error.code])
  if (error instanceof HTTPException) {
    const code =
      error.status === 400
        ? 'malformed_json'
        : error.status === 413
          ? 'too_large'
          : error.status === 404
            ? 'not_found'
            : 'invalid'
    return c.json(body(c, code, {}), statusOf[code])
  }
  if ('code' in error && error.code === 'ENOSPC') return c.json(body(c, 'disk_full', {}), statusOf.disk_full)
  c.get('log')?.error({ err: error }, 'unexpected failure')
  return c.json(body(c, 'internal', {}), statusOf.internal)
}

export function onNotFound(c: Context<Env>): Response {
  return c.json(body(c, 'not_found', {}), 404)
}
