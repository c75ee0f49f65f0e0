import {
  chained,
  type EventBody,
  firstPrevious,
  type PlayEvent,
} from '../../../server/field/logs/events.rules.ts'
import { sha256 } from '../../ui/verify/sha256.ts'
import { boot } from '../boot.ts'
import { dropBallast, isFull } from '../store/ballast.ts'
import { db } from '../store/db.ts'

/** SHA-256 of a text. Our own, because the browser's would end the transaction while we wait for it. */
export const sha256Text = (text: string): string => sha256Bytes(new TextEncoder().encode(text))

export function sha256Bytes(bytes: Uint8Array): string {
  const hash = sha256()
  hash.update(bytes)
  return hash.digest()
}

/** What happened; whatever is not named did not come into it. */
export type Happening = Pick<EventBody, 'kind'> &
  Partial<Omit<EventBody, 'device' | 'sequence' | 'boot' | 'monotonicMs'>>

/** All that the device has written of its own, by sequence. */
export const ownEvents = (device: string) =>
  db.events.where('[device+sequence]').between([device, 0], [device, Number.MAX_SAFE_INTEGER])

/** Appends to the log: the next number, chained to the event before it. `also` is written in the same transaction. */
export async function append(
  device: string,
  happening: Happening,
  also?: () => Promise<unknown>,
): Promise<PlayEvent> {
  const write = () =>
    db.transaction('rw', db.events, db.kept, async () => {
      const last = await ownEvents(device).last()
      const body = { ...silent, ...happening, ...writtenBy(device, (last?.sequence ?? 0) + 1) }
      const event = chained(
        { at: new Date().toISOString(), ...body },
        last?.hash ?? firstPrevious,
        sha256Text,
      )
      await db.events.add(event)
      await also?.()
      return event
    })
  try {
    return await write()
  } catch (error) {
    if (!isFull(error)) throw error
    await dropBallast()
    return await write()
  }
}

const writtenBy = (device: string, sequence: number) => ({
  device,
  sequence,
  boot,
  monotonicMs: Math.round(performance.now()),
})

const silent = {
  measured: false,
  packageId: null,
  versionId: null,
  contentId: null,
  part: null,
  position: null,
  fromMs: null,
  playedMs: null,
  showingId: null,
  hamletId: null,
  count: null,
  detail: null,
} satisfies Partial<EventBody>
