import { playedParts } from '../../server/playlists/playlists.schema.ts'
import type { Item } from './use-draft.ts'

export type Part = (typeof playedParts)[number]
export const parts: readonly Part[] = playedParts

/** In the evening's order, which is the order in which everything is counted and played. */
export const inOrder = (items: readonly Item[]): Item[] =>
  parts.flatMap((part) => items.filter((item) => item.part === part))

/** One place up (-1) or down (1); past the end of its part it goes into the next one. */
export function moved(items: readonly Item[], key: string, by: -1 | 1): Item[] {
  const list = inOrder(items)
  const from = list.findIndex((item) => item.key === key)
  const item = list[from]
  if (!item) return list
  const neighbour = list[from + by]
  if (neighbour?.part === item.part) {
    list[from] = neighbour
    list[from + by] = item
    return list
  }
  const part = parts[parts.indexOf(item.part) + by]
  if (!part) return list
  const rest = list.filter((other) => other !== item)
  return inPart(rest, { ...item, part }, by === 1 ? 'first' : 'last')
}

export function inPart(items: readonly Item[], item: Item, where: 'first' | 'last' = 'last'): Item[] {
  const rest = items.filter((other) => other.key !== item.key)
  return inOrder(where === 'first' ? [item, ...rest] : [...rest, item])
}

/** An item let go of above another: it takes its place, and its part. */
export function droppedOn(items: readonly Item[], key: string, to: number): Item[] {
  const list = inOrder(items)
  const item = list.find((other) => other.key === key)
  const target = list[to]
  if (!item || !target || item === target) return list
  const rest = list.filter((other) => other !== item)
  const at = rest.indexOf(target)
  // Dragged downwards it comes to stand where the other one was.
  const place = list.indexOf(item) < to && item.part === target.part ? at + 1 : at
  return inOrder([...rest.slice(0, place), { ...item, part: target.part }, ...rest.slice(place)])
}
