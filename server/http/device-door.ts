import type { Context } from 'hono'
import { DomainError } from '../errors.ts'
import type { Env } from './env.ts'

/** An enrolled phone or laptop of a team. It asks with the token that it alone holds, not as a person. */
export interface Device {
  readonly id: string
  readonly teamId: string
  readonly name: string
  readonly revoked: boolean
}

/** The token of `Authorization: Bearer …`. */
export const bearerOf = (headers: Headers): string | undefined =>
  /^Bearer ([\w-]{20,200})$/.exec(headers.get('authorization') ?? '')?.[1]

/** The enrolled device; only behind a route that lets devices in. */
export function deviceOf(c: Context<Env>): Device {
  const device = c.get('device')
  if (!device) throw new DomainError('not_enrolled')
  return device
}

export function requireDevice(c: Context<Env>, { revokedToo }: { revokedToo: boolean }): void {
  // A person who is signed in is told that this is none of theirs, as on any other route.
  if (!c.get('device') && c.get('actor')) throw new DomainError('forbidden', { action: 'device' })
  if (deviceOf(c).revoked && !revokedToo) throw new DomainError('device_revoked')
}
