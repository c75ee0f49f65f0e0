import type { Logger } from 'pino'
import type { Language } from '../words/words.ts'
import type { Device } from './device-door.ts'
import type { Actor } from './permissions.rules.ts'

/** What middleware leaves for handlers. */
export interface Env {
  Variables: {
    requestId: string
    log: Logger
    language: Language
    /** Null when nobody is signed in; a route that asks for a permission always has one. */
    actor: Actor | null
    /** The enrolled device that asks, by its token. */
    device: Device | null
  }
}
