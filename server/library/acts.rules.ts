/** How a credit reads in what is printed, whatever language the page is in. */
export const creditRoles = {
  author: 'Tác giả',
  arranger: 'Biên soạn',
  performers: 'Biểu diễn',
} as const

/** Where an act lies, in ms; half-open. */
interface Stretch {
  readonly inMs: number
  readonly outMs: number
}

/** The first two, in the order of time, that share a moment; undefined when none do. */
export function firstOverlap<T extends Stretch>(acts: readonly T[]): readonly [T, T] | undefined {
  const ordered = acts.toSorted((a, b) => a.inMs - b.inMs || a.outMs - b.outMs)
  let last: T | undefined
  for (const act of ordered) {
    if (last && act.inMs < last.outMs) return [last, act]
    if (!last || act.outMs > last.outMs) last = act
  }
  return undefined
}
