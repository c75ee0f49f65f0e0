import { hashAll, startHashing } from '../../ui/verify/use-verifying.ts'

/** Hashes files in a worker, one after the other, until `signal` is aborted. */
export function hasher(signal: AbortSignal) {
  const worker = startHashing()
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      worker.terminate()
      reject(signal.reason)
    })
  })
  // Whoever waits hears of it; nobody may be waiting.
  stopped.catch(() => undefined)
  return async (path: string, file: Blob, heard: (bytes: number) => void): Promise<string | undefined> => {
    const stretch = { path, file, sha256: '' }
    let before = 0
    const told = (fraction: number) => {
      const now = Math.round(fraction * file.size)
      heard(now - before)
      before = now
    }
    return (await Promise.race([hashAll(worker, [stretch], told), stopped])).get(stretch)
  }
}
