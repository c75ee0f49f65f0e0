import type { Sending } from './sender.ts'

export interface Forecast {
  leftMs: number
  /** By the station's clock, in epoch milliseconds. */
  doneAt: number
}

interface Queued {
  id: string
  sizeBytes: number
}

/**
 * When each file of this browser will be on the server, one after the other in the queue's order. Those that wait
 * for a person are foretold as if they were started now, after all that is under way.
 */
export function forecast(
  queue: readonly Queued[],
  sendings: ReadonlyMap<string, Sending>,
  bytesPerSecond: number | null,
  now: number,
): Map<string, Forecast> {
  const found = new Map<string, Forecast>()
  if (!bytesPerSecond) return found
  const left = ({ id, sizeBytes }: Queued) => sizeBytes - (sendings.get(id)?.sentBytes ?? 0)
  const inPhase = (...phases: Sending['phase'][]) =>
    queue.filter(({ id }) => phases.includes(sendings.get(id)?.phase ?? 'lost'))
  let ahead = 0
  for (const upload of [...inPhase('sending', 'stalled'), ...inPhase('waiting'), ...inPhase('ready')]) {
    const leftMs = ((ahead + left(upload)) / bytesPerSecond) * 1000
    found.set(upload.id, { leftMs, doneAt: now + leftMs })
    if (sendings.get(upload.id)?.phase !== 'ready') ahead += left(upload)
  }
  return found
}
