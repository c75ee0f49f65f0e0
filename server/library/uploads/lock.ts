import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/server'
import { DomainError } from '../../errors.ts'

const patienceMs = 20_000

interface Held {
  release: RequestRelease
  freed: Promise<void>
  free: () => void
}

/**
 * One writer per upload. Who comes later asks the one before to end what it is doing: on a bad line that is often
 * a connection whose other end is long gone. What the first had written stands; the second reads the new offset.
 */
export class UploadLocks implements Locker {
  readonly #held = new Map<string, Held>()

  newLock(id: string): Lock {
    return {
      lock: (signal, release) => this.#lock(id, signal, release),
      unlock: async () => {
        const held = this.#held.get(id)
        this.#held.delete(id)
        held?.free()
      },
    }
  }

  /** Does something while nobody writes. */
  async alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    const lock = this.newLock(id)
    await this.#lock(id, new AbortController().signal, () => undefined).catch(() => {
      throw new DomainError('upload_busy')
    })
    try {
      return await work()
    } finally {
      await lock.unlock()
    }
  }

  async #lock(id: string, signal: AbortSignal, release: RequestRelease): Promise<void> {
    const giveUp = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
    for (let held = this.#held.get(id); held; held = this.#held.get(id)) {
      await held.release()
      await Promise.race([held.freed, whenAborted(giveUp)])
      if (giveUp.aborted) throw { ...ERRORS.ERR_LOCK_TIMEOUT, status_code: 423 }
    }
    const { promise: freed, resolve: free } = Promise.withResolvers<void>()
    this.#held.set(id, { release, freed, free })
  }
}

const whenAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
