// What a drag makes of a slot: where it would stand and how long it would be. Instants are epoch ms.
import { type Stretch, sharedTime } from '../../../server/schedule/plan.rules.ts'
import { endOf } from '../../../server/schedule/schedule.rules.ts'

export type Grip = 'move' | 'start' | 'end' | 'lay'

/** What is in the hand. */
export interface Held {
  grip: Grip
  /** None of what is not in the plan yet. */
  id?: string | undefined
  /** Of what is laid from the tray. */
  workId?: string | undefined
  title: string
  day: string
  startsAt: number
  durationMs: number
  /** How far into it the hand took hold (ms). */
  grabMs: number
}

export interface Target {
  startsAt: number
  durationMs: number
}

/** What stands on the channel already. */
export interface Standing extends Stretch {
  readonly id: string
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Five minutes, or one with Shift. */
export const stepMs = (fine: boolean) => (fine ? MINUTE_MS : 5 * MINUTE_MS)

/** Where what is held goes when the hand is at an instant; whole steps of the clock. */
export function targetOf(held: Held, at: number, step: number): Target {
  const snapped = (instant: number) => Math.round(instant / step) * step
  const { startsAt, durationMs } = held
  const endsAt = startsAt + durationMs
  if (held.grip === 'end') {
    const end = Math.max(startsAt + step, snapped(at))
    return { startsAt, durationMs: Math.min(DAY_MS, end - startsAt) }
  }
  if (held.grip === 'start') {
    const start = Math.min(endsAt - Math.min(step, durationMs), Math.max(endsAt - DAY_MS, snapped(at)))
    return { startsAt: start, durationMs: endsAt - start }
  }
  return { startsAt: snapped(at - held.grabMs), durationMs }
}

/** Milliseconds that a target shares with what stands there already, itself left out. */
export function sharedWith(standing: readonly Standing[], target: Target, id: string | undefined): number {
  const startsAt = new Date(target.startsAt).toISOString()
  const wanted = { startsAt, endsAt: endOf(startsAt, target.durationMs) }
  let sharedMs = 0
  for (const slot of standing) if (slot.id !== id) sharedMs += sharedTime(slot, wanted)?.durationMs ?? 0
  return sharedMs
}

const EDGE_PX = 6
const LEAST_PX = { both: 24, end: 12 }

/** What a press at a height within a block of that height takes hold of. */
export function gripAt(y: number, height: number): Grip {
  if (height >= LEAST_PX.both && y < EDGE_PX) return 'start'
  if (height >= LEAST_PX.end && y > height - EDGE_PX) return 'end'
  return 'move'
}

const NEAR_PX = 44
const FASTEST_PX = 18

/** How far to scroll in one frame, the faster the nearer the hand is to an edge. */
export function scrollBy(y: number, top: number, bottom: number): number {
  const speed = (near: number) => Math.round((Math.min(NEAR_PX, near) / NEAR_PX) * FASTEST_PX)
  if (y < top + NEAR_PX) return -speed(top + NEAR_PX - y)
  if (y > bottom - NEAR_PX) return speed(y - (bottom - NEAR_PX))
  return 0
}
