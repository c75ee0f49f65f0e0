import type { Context } from 'hono'
import type { Config } from '../config.ts'
import { DomainError } from '../errors.ts'
import { clientAddress, lockOutKey } from './client-address.ts'
import type { Env } from './env.ts'
import { paceKeeper } from './too-often.ts'

const minuteMs = 60_000

/**
 * Opens what a token stands for. One that is none of ours counts against whoever tries it; one of ours is never kept
 * waiting for that. `answers` keeps the pace of what is written by one link.
 */
export function linkDoor<T, Key = string>(
  config: Pick<Config, 'trustedProxies'>,
  opened: (token: Key) => Promise<T>,
  mostAnswersAnHour = 10,
) {
  const wrongTokens = paceKeeper({ most: 20, withinMs: 10 * minuteMs })
  const answers = paceKeeper({ most: mostAnswersAnHour, withinMs: 60 * minuteMs })
  const open = async (c: Context<Env>, token: Key): Promise<T> => {
    try {
      return await opened(token)
    } catch (error) {
      if (error instanceof DomainError && (error.code === 'not_found' || error.code === 'code_wrong')) {
        const from = lockOutKey(clientAddress(c, config.trustedProxies))
        wrongTokens.check(from)
        wrongTokens.note(from)
      }
      throw error
    }
  }
  return {
    open,
    /** Throws `too_often` where a link has answered too often within the hour. */
    answering(linkId: string): void {
      answers.check(linkId)
      answers.note(linkId)
    },
  }
}
