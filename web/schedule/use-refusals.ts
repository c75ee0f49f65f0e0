import { useCallback, useEffect, useState } from 'react'
import { withRefusal } from './stale.ts'
import { undoRefused } from './undo.ts'

/** What was not kept and nobody has answered yet: the first is shown, the others wait for their turn. */
export function useRefusals() {
  const [waiting, setWaiting] = useState<readonly unknown[]>([])
  const add = useCallback((refusal: unknown) => setWaiting((now) => withRefusal(now, refusal)), [])
  // What a notice offered to take back is refused outside of any page.
  const notTakenBack = undoRefused.use()
  useEffect(() => {
    if (notTakenBack === null) return
    add(notTakenBack)
    undoRefused.set(null)
  }, [notTakenBack, add])
  return { first: waiting[0] ?? null, add, answer: () => setWaiting((now) => now.slice(1)) }
}
