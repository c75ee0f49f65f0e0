import { mayForget } from '../../../server/field/logs/events.rules.ts'
import { db } from '../store/db.ts'
import { ownEvents } from './chain.ts'

/** What stays readable on the phone after the office has it. The last event always stays: the next is chained to it. */
const SHOWN_EVENTS = 200

/** Takes the office's answer, and forgets what is both held there and too old to be looked at here. */
export async function acknowledge(device: string, answer: unknown): Promise<number | undefined> {
  return await db.transaction('rw', db.events, db.kept, async () => {
    const events = await ownEvents(device).toArray()
    const hashes = new Map(events.map(({ sequence, hash }) => [sequence, hash]))
    const held = mayForget(answer, (sequence) => hashes.get(sequence))
    if (held === undefined) return undefined
    await db.kept.put(held, heldKey(device))
    const spare = events.filter(({ sequence }) => sequence <= held).slice(0, -SHOWN_EVENTS)
    await db.events.bulkDelete(spare.map(({ sequence }) => [device, sequence]))
    return held
  })
}

const heldKey = (device: string) => `held:${device}`

/** Up to which event the office has confirmed that it holds this device's log. */
export async function heldSequence(device: string): Promise<number> {
  return ((await db.kept.get(heldKey(device))) as number | undefined) ?? 0
}

/** What the office has not confirmed yet, oldest first. */
export async function waitingEvents(device: string) {
  const held = await heldSequence(device)
  return await db.events
    .where('[device+sequence]')
    .between([device, held + 1], [device, Number.MAX_SAFE_INTEGER], true, true)
    .toArray()
}
