import { boot } from './boot.ts'
import { type ClockRow, judgedMs, type Reading, raisedTo, setByOffice, tick } from './clock.ts'
import { db } from './store/db.ts'
import { keep, kept } from './store/kept.ts'

// A phone whose screen is dark may sleep, and its monotonic clock with it: only while the page is seen does it count.
let watches = 0
document.addEventListener('visibilitychange', () => {
  watches += 1
})

function reading(): Reading {
  if (document.visibilityState === 'hidden') watches += 1
  return { wallMs: Date.now(), monotonicMs: performance.now(), watch: `${boot}/${watches}` }
}

const changed = (change: (before: ClockRow | undefined) => ClockRow) =>
  db.transaction('rw', db.kept, async () => {
    const next = change(await kept('clock'))
    await keep('clock', next)
    return next
  })

/** Looks at the phone's clock and writes down what it saw. */
export const lookAtClock = () => changed((before) => tick(before, reading()))

export const officeTold = (officeMs: number) => changed(() => setByOffice(officeMs, reading()))

export const issuedAt = (issuedMs: number) => changed((before) => raisedTo(tick(before, reading()), issuedMs))

/** The station's calendar day (UTC+7, which has no summer time) by which validity is judged. */
export const dayOf = (ms: number): string => new Date(ms + 7 * 3_600_000).toISOString().slice(0, 10)

/** The same as it was last seen, for what only looks. */
export async function seenDay(): Promise<string> {
  const clock = await kept('clock')
  return dayOf(clock ? judgedMs(clock) : Date.now())
}

export const judgedDay = async (): Promise<string> => dayOf(judgedMs(await lookAtClock()))
