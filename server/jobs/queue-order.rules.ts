/** A waiting job, as far as its turn goes. */
export interface Waiting {
  readonly id: string
  readonly priority: number
  /** ISO instants and ids sort as they were made. */
  readonly createdAt: string
}

export const moves = ['first', 'up', 'down', 'last'] as const
export type Move = (typeof moves)[number]

/** Who is taken before whom: the higher priority, then the older. Negative when `a` goes first. */
export function byTurn(a: Waiting, b: Waiting): number {
  if (a.priority !== b.priority) return b.priority - a.priority
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/**
 * The priorities that put a waiting job one place further, or at an end of its lane, and leave the order of all others
 * alone. Only what must change is answered; nothing when it stands there already or is not waiting.
 */
export function movedInQueue(
  queue: readonly Waiting[],
  id: string,
  move: Move,
): { id: string; priority: number }[] {
  const before = queue.toSorted(byTurn)
  const from = before.findIndex((job) => job.id === id)
  const moved = before[from]
  if (!moved) return []
  const last = before.length - 1
  const wanted = { first: 0, up: from - 1, down: from + 1, last }[move]
  const to = Math.min(last, Math.max(0, wanted))
  if (to === from) return []
  const order = before.toSpliced(from, 1).toSpliced(to, 0, moved)
  const neighbour = order[to + 1] ?? order[to - 1] ?? moved
  const priorities = new Map(before.map((job) => [job.id, job.priority]))
  priorities.set(id, neighbour.priority)
  // From the last to the first: each just above the one behind it, where its own priority does not suffice.
  for (let at = order.length - 2; at >= 0; at -= 1) {
    const [job, behind] = [order[at], order[at + 1]]
    if (!job || !behind) break
    const now = (one: Waiting) => ({ ...one, priority: priorities.get(one.id) ?? one.priority })
    if (byTurn(now(job), now(behind)) > 0) priorities.set(job.id, now(behind).priority + 1)
  }
  return before
    .map((job) => ({ id: job.id, priority: priorities.get(job.id) ?? job.priority, was: job.priority }))
    .filter(({ priority, was }) => priority !== was)
    .map(({ id, priority }) => ({ id, priority }))
}
