import { soundsMs } from '../../server/playlists/playlists.rules.ts'
import type { Part } from './order.ts'
import type { Filled, Resolution } from './playlists.api.ts'
import type { Item } from './use-draft.ts'

/** Shortest and longest over the places, in ms. */
export interface Spread {
  least: number
  most: number
}

/**
 * How long each part lasts over the places, and what each item of the draft came out as. While the draft is ahead of
 * what was resolved, only what still stands at its place is told.
 */
export function timesOf(resolution: Resolution | undefined, items: readonly Item[]) {
  const resolved = resolution?.items ?? []
  const sameAt = (index: number) => {
    const [mine, theirs] = [items[index], resolved[index]]
    if (!mine || !theirs) return undefined
    if ('workId' in mine) return 'workId' in theirs && mine.workId === theirs.workId ? theirs : undefined
    return 'workId' in theirs ? undefined : theirs
  }
  const lengthAt = (target: Resolution['targets'][number], index: number) => {
    const cell = target.cells[index]
    if (!cell) return 0
    return 'picks' in cell ? cell.filledMs : soundsMs(cell)
  }
  const parts = new Map<Part, Spread>()
  for (const target of resolution?.targets ?? []) {
    const lengths = new Map<Part, number>()
    for (const [index, { part }] of resolved.entries())
      lengths.set(part, (lengths.get(part) ?? 0) + lengthAt(target, index))
    for (const [part, ms] of lengths) {
      const known = parts.get(part) ?? { least: ms, most: ms }
      parts.set(part, { least: Math.min(known.least, ms), most: Math.max(known.most, ms) })
    }
  }
  return {
    parts,
    itemAt: (index: number) => sameAt(index),
    /** What a rule gives each place. */
    filledAt: (index: number): { place: string; filled: Filled }[] =>
      sameAt(index)
        ? (resolution?.targets ?? []).flatMap(({ name, cells }) => {
            const cell = cells[index]
            return cell && 'picks' in cell ? { place: name, filled: cell } : []
          })
        : [],
  }
}
