import { Readable } from 'node:stream'
import type { BlobStore } from '../storage/blobs.ts'
import { type BytePlan, mostMade, slicesOf } from './byte-plan.rules.ts'

/** Reads planned bytes. The reader decides the pace: the next piece is made only when it asks, and a file is closed when it leaves. */
export function readPlanned(
  plan: BytePlan,
  blobs: Pick<BlobStore, 'read'>,
  start = 0,
  end = plan.sizeBytes,
): Readable {
  async function* pieces() {
    for (const { part, from, to } of slicesOf(plan, start, end)) {
      if (part.bytes) yield part.bytes.subarray(from, to)
      else if (part.make) yield* made(part.make, from, to)
      else
        yield* blobs.read(
          part.sha256,
          (part.from ?? 0) + from,
          (part.from ?? 0) + to,
        ) as AsyncIterable<Uint8Array>
    }
  }
  return Readable.from(pieces(), { objectMode: false, highWaterMark: 1 << 16 })
}

function* made(make: (from: number, to: number) => Uint8Array, from: number, to: number) {
  for (let at = from; at < to; at += mostMade) yield make(at, Math.min(to, at + mostMade))
}
