import { Readable } from 'node:stream'
import { inTransaction } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../http/permissions.rules.ts'
import type { Ranged } from '../http/range.ts'
import { addDelivered } from './downloads.queries.ts'

/** A package within what is delivered, and how much of it that is. */
export interface Carried {
  packageId: string
  sizeBytes: number
}

/** The same bytes, with a note in the log of who fetched how much of which package once they have gone. */
export function logged(
  deps: Deps,
  actor: Actor,
  {
    ranged,
    carried,
    onError,
  }: { ranged: Ranged; carried: readonly Carried[]; onError(error: unknown): void },
): Ranged {
  const allBytes = carried.reduce((sum, one) => sum + one.sizeBytes, 0)
  const note = async (bytes: number, toTheEnd: boolean) => {
    await inTransaction(deps.db, async (trx) => {
      for (const { packageId, sizeBytes } of carried) {
        const share = Math.round((bytes * sizeBytes) / allBytes)
        const at = deps.clock.now()
        await addDelivered(trx, { packageId, personId: actor.id, bytes: share, sizeBytes, toTheEnd, at })
      }
    })
    for (const { packageId } of carried)
      deps.live.send({ type: 'changed', subject: 'package', id: packageId })
  }
  return {
    ...ranged,
    read(start, end) {
      const bytes = ranged.read(start, end)
      async function* counted() {
        let sent = 0
        try {
          for await (const chunk of bytes as AsyncIterable<Buffer>) {
            yield chunk
            // Only now has the reader come back for more.
            sent += chunk.length
          }
        } finally {
          if (sent > 0) note(sent, start + sent === ranged.sizeBytes).catch(onError)
        }
      }
      return Readable.from(counted(), { objectMode: false })
    },
  }
}
