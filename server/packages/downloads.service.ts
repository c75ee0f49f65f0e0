import { inTransaction } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { counted, type Sent } from '../http/counted.ts'
import type { Ranged } from '../http/range.ts'
import { addDelivered, type Fetcher } from './downloads.queries.ts'

/** A package within what is delivered, and how much of it that is. */
export interface Carried {
  packageId: string
  sizeBytes: number
}

/** The same bytes, with a note in the log of who fetched how much of which package once they have gone. */
export function logged(
  deps: Deps,
  by: Fetcher,
  {
    ranged,
    carried,
    onError,
  }: { ranged: Ranged; carried: readonly Carried[]; onError(error: unknown): void },
): Ranged {
  const allBytes = carried.reduce((sum, one) => sum + one.sizeBytes, 0)
  const note = async ({ bytes, toTheEnd }: Sent) => {
    await inTransaction(deps.db, async (trx) => {
      for (const { packageId, sizeBytes } of carried) {
        const share = Math.round((bytes * sizeBytes) / allBytes)
        const at = deps.clock.now()
        await addDelivered(trx, { packageId, by, bytes: share, sizeBytes, toTheEnd, at })
      }
    })
    for (const { packageId } of carried)
      deps.live.send({ type: 'changed', subject: 'package', id: packageId })
  }
  return counted(ranged, (sent) => {
    note(sent).catch(onError)
  })
}
