import { Readable } from 'node:stream'
import type { Ranged } from './range.ts'

/** How much of something went to whoever asked for it. */
export interface Sent {
  bytes: number
  /** Whether its last byte was among them: a download that was resumed ends once. */
  toTheEnd: boolean
}

/** The same bytes; `note` hears once how many of them had gone when the reading ended or was cut. */
export function counted(ranged: Ranged, note: (sent: Sent) => void): Ranged {
  return {
    ...ranged,
    read(start, end) {
      const bytes = ranged.read(start, end)
      async function* passing() {
        let sent = 0
        try {
          for await (const chunk of bytes as AsyncIterable<Buffer>) {
            yield chunk
            // Only now has the reader come back for more.
            sent += chunk.length
          }
        } finally {
          if (sent > 0) note({ bytes: sent, toTheEnd: start + sent === ranged.sizeBytes })
        }
      }
      return Readable.from(passing(), { objectMode: false })
    },
  }
}
