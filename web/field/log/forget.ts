import { mayForget } from '../../../server/field/logs/events.rules.ts'
import { db } from '../store/db.ts'
import { ownEvents } from './chain.ts'

/** What stays readable on the phone after the office has it. The last event always stays: the next is chained to it. */
const SHOWN_EVENTS = 200

/** Takes the office's answer, and forgets what is both held there and too old to be looked at here. */
export async function acknowledge(device: string, answer: unknown): Promise<number | undefined> {
  return await db.transaction('rw', db.events, db.kept, async () => {
    const named = await db.events.get([device, sequenceIn(answer)])
    const held = mayForget(answer, (sequence) => (named?.sequence === sequence ? named.hash : undefined))
    if (held === undefined) return undefined
    await db.kept.put(held, heldKey(device))
    const last = (await ownEvents(device).last())?.sequence ?? 0
    await between(device, 0, Math.min(held, last - SHOWN_EVENTS)).delete()
    return held
  })
}

const sequenceIn = (answer: unknown): number => {
  const told: unknown = answer && typeof answer === 'object' ? Reflect.get(answer, 'acknowledged') : null
  return typeof told === 'number' ? told : 0
}

const between = (device: string, from: number, to: number) =>
  db.events.where('[device+sequence]').between([device, from], [device, to], true, true)

const heldKey = (device: string) => `held:${device}`

/** Up to which event the office has confirmed that it holds this device's log. */
export async function heldSequence(device: string): Promise<number> {
  return ((await db.kept.get(heldKey(device))) as number | undefined) ?? 0
}

/** What the office has not confirmed yet, oldest first. */
export async function waitingEvents(device: string) {
  return between(device, (await heldSequence(device)) + 1, Number.MAX_SAFE_INTEGER)
}
