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

/** What the system and the database call a lack of room, and a database that stays locked by the other process. */
const MACHINE_TROUBLES: Record<string, ErrorCode> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  SQLITE_FULL: 'disk_full',
  SQLITE_BUSY: 'unavailable',
  SQLITE_BUSY_SNAPSHOT: 'unavailable',
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
  const machine = 'code' in error ? MACHINE_TROUBLES[String(error.code)] : undefined
  if (machine) return c.json(body(c, machine, {}), statusOf[machine])
  c.get('log')?.error({ err: error }, 'unexpected failure')
  return c.json(body(c, 'internal', {}), statusOf.internal)
}

export function onNotFound(c: Context<Env>): Response {
  return c.json(body(c, 'not_found', {}), 404)
}
