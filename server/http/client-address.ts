import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Env } from './env.ts'

/** Who is calling: the peer, or what a configured proxy says of it. Another's X-Forwarded-For is not believed. */
export function clientAddress(c: Context<Env>, trustedProxies: readonly string[]): string {
  const peer = peerOf(c)
  if (!trustedProxies.includes(peer)) return peer
  const chain = (c.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
  return chain.reverse().find((address) => !trustedProxies.includes(address)) ?? peer
}

function peerOf(c: Context<Env>): string {
  // Requests made inside the process, as tests do, have no socket.
  if (!(c.env as { incoming?: unknown } | undefined)?.incoming) return '127.0.0.1'
  return (getConnInfo(c).remote.address ?? '').replace(/^::ffff:/, '')
}

/** One subscriber of IPv6 owns a whole /64, so that is what gets locked out. */
export function lockOutKey(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
