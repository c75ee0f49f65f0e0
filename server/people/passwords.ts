import { hash, verify } from '@node-rs/argon2'
import { DomainError } from '../errors.ts'

/** Argon2id's price for one hash: memory in KiB and passes over it. */
export interface HashCost {
  readonly memoryCost: number
  readonly timeCost: number
}

// OWASP's recommendation for Argon2id with one lane: 19 MiB, two passes.
const CAREFUL: HashCost = { memoryCost: 19_456, timeCost: 2 }
const AT_ONCE = 2
const MOST_WAITING = 40

/** Hashes and checks passwords, two at a time: a burst of guesses must not take the machine's memory or both cores. */
export function createPasswords(cost: HashCost = CAREFUL) {
  let busy = 0
  const waiting: (() => void)[] = []

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= AT_ONCE) {
      if (waiting.length >= MOST_WAITING) throw new DomainError('unavailable')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else busy++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // A place that is handed on stays taken.
      if (next) next()
      else busy--
    }
  }

  return {
    hash: (password: string) => inTurn(() => hash(password.normalize('NFC'), { ...cost, parallelism: 1 })),
    verify: (known: { hash: string; password: string }) =>
      inTurn(() => verify(known.hash, known.password.normalize('NFC'))),
  }
}
