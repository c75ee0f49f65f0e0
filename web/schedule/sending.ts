import { ApiError } from '../api.ts'
import { connection } from '../ui/connection.ts'
import { store } from '../ui/store.ts'
import { type Amended, amendSlots, type SlotChange } from './schedule.api.ts'
import { type Asked, StaleChange, sidesOf } from './stale.ts'

/** Whether a step waits for the server to be reached again. It would go with the page, so the browser asks first. */
export const unsent = store(false)
const keepThePage = (event: BeforeUnloadEvent) => event.preventDefault()
unsent.subscribe(() => {
  if (unsent.get()) window.addEventListener('beforeunload', keepThePage)
  else window.removeEventListener('beforeunload', keepThePage)
})

/** Sends one step; where no server answers it waits, and goes as soon as one does. */
export async function sendStep(asked: Asked): Promise<Amended> {
  const { channelId, changes, follow } = asked
  try {
    const amended = await untilReached(() => amendSlots({ channelId, changes, follow }))
    for (const { id, revision } of amended.slots) {
      const before = amended.was[id]
      if (before !== undefined) madeHere.set(`${id} ${before}`, revision)
    }
    return amended
  } catch (refusal) {
    const sides =
      refusal instanceof ApiError && refusal.code === 'stale' ? sidesOf(refusal.details) : undefined
    throw sides ? new StaleChange(asked, sides) : refusal
  }
}

async function untilReached<T>(send: () => Promise<T>): Promise<T> {
  try {
    for (;;)
      try {
        return await send()
      } catch (refusal) {
        if (!(refusal instanceof ApiError) || refusal.status !== 0) throw refusal
        unsent.set(true)
        await reached()
      }
  } finally {
    unsent.set(false)
  }
}

const reached = () =>
  new Promise<void>((done) => {
    const look = () => {
      if (connection.get() !== 'good') return
      stop()
      done()
    }
    const stop = connection.subscribe(look)
    look()
  })

/** The revision that a step of this page made of another one, by slot and the older revision. */
const madeHere = new Map<string, number>()

/** A change that was begun while an earlier step of this page was still on its way means what that step left. */
export function afterOwnSteps(change: SlotChange): SlotChange {
  if (change.do === 'place') return change
  let { revision } = change
  for (;;) {
    const next = madeHere.get(`${change.id} ${revision}`)
    if (next === undefined) return { ...change, revision }
    revision = next
  }
}
