import { ApiError } from '../../api.ts'

/** Why a stick is not written to its end; each has a sentence of its own. */
export type Trouble =
  | { kind: 'stopped' | 'gone' | 'locked' | 'filled' | 'changed' }
  | { kind: 'full'; neededBytes: number; freeBytes: number }
  | { kind: 'taken'; paths: readonly string[] }
  | { kind: 'misread'; path: string }
  | { kind: 'refused'; message: string }

export class StickError extends Error {
  readonly trouble: Trouble
  constructor(trouble: Trouble) {
    super(trouble.kind)
    this.trouble = trouble
  }
}

/** What the browser or the server refused, as something a person can act on. */
export function troubleOf(error: unknown, signal: AbortSignal): Trouble {
  if (signal.aborted) return { kind: 'stopped' }
  if (error instanceof StickError) return error.trouble
  if (error instanceof ApiError)
    return error.code === 'stale' ? { kind: 'changed' } : { kind: 'refused', message: error.message }
  const { name } = error as DOMException
  if (name === 'QuotaExceededError') return { kind: 'filled' }
  if (name === 'NotAllowedError' || name === 'SecurityError' || name === 'NoModificationAllowedError')
    return { kind: 'locked' }
  // Whatever else a file system says, it says of a stick that was pulled out or is dying.
  if (error instanceof DOMException || error instanceof TypeError) return { kind: 'gone' }
  throw error
}
