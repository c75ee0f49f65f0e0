import { ApiError } from '../api.ts'
import { connection } from '../ui/connection.ts'
import { store } from '../ui/store.ts'
import { type Amended, amendSlots, type SlotChange } from './schedule.api.ts'
import { type Asked, StaleChange, sidesOf } from './stale.ts'
import { newRowId } from './table/rows.ts'

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
  // Where only the answer was lost, the server knows the step again by this.
  const step = newRowId()
  try {
    const amended = await untilReached(() => amendSlots({ channelId, changes, follow, step }))
    // What was laid is one more than what it was laid from: nothing, or what was taken out.
    for (const { id, revision } of amended.slots)
      madeHere.set(`${id} ${amended.was[id] ?? revision - 1}`, revision)
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

/**
 * A change that was begun while an earlier step of this page was still on its way means what that step left: a row that
 * was filled further while it was being laid is changed, not laid once more.
 */
export function afterOwnSteps(change: SlotChange): SlotChange {
  const seen = change.revision ?? 0
  let revision = seen
  for (;;) {
    const next = madeHere.get(`${change.id} ${revision}`)
    if (next === undefined) break
    revision = next
  }
  if (revision === seen) return change
  return change.do === 'place'
    ? { ...change, do: 'edit', id: change.id ?? '', revision }
    : { ...change, revision }
}
