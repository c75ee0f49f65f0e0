import type { Manifest, ManifestSound } from '../../../server/packages/manifest.schema.ts'
import { soundsOf } from '../packages/kept-package.ts'

/** One thing of the evening, in every language it was approved in. */
export interface Item {
  position: number
  part: string
  /** What sounds unless another language is chosen: two where the Vietnamese follows. */
  first: ManifestSound[]
  sounds: ManifestSound[]
}

/** The evening in the order of its files; the versions of one position make one item. */
export function itemsOf(manifest: Pick<Manifest, 'files'>): Item[] {
  // Older phones cannot group by themselves.
  const byPosition = new Map<number, ManifestSound[]>()
  for (const sound of soundsOf(manifest))
    byPosition.set(sound.position, [...(byPosition.get(sound.position) ?? []), sound])
  return [...byPosition].flatMap(([position, sounds]) => {
    const marked = sounds.filter(({ first }) => first)
    const first = marked.length > 0 ? marked : sounds.slice(0, 1)
    return [{ position, part: sounds[0]?.part ?? '', first, sounds }]
  })
}

/** What sounds of an item in a language; where it has none in it, what comes first. Null means the list's own order. */
export function soundsIn(item: Item, language: string | null): ManifestSound[] {
  const own = language === null ? [] : item.sounds.filter((sound) => sound.language === language)
  return own.length > 0 ? own.slice(0, 1) : item.first
}

/** The languages of an evening, those that come first in front. */
export function languagesOf(items: readonly Item[]): string[] {
  const all = [...items.flatMap(({ first }) => first), ...items.flatMap(({ sounds }) => sounds)]
  return [...new Set(all.flatMap(({ language }) => language ?? []))]
}

/** The same place in another recording of the same thing, whose speaker may be slower; ms. */
export const samePlace = (atMs: number, from: { durationMs: number }, to: { durationMs: number }): number =>
  from.durationMs === 0 ? 0 : Math.min(to.durationMs, Math.round((atMs / from.durationMs) * to.durationMs))

/** After which item the hamlet head speaks: the last message, unless nobody is to speak. Undefined: no such pause. */
export function speechAfter(items: readonly Item[], pauseMs: number | null): number | undefined {
  const last = pauseMs === 0 ? -1 : items.findLastIndex(({ part }) => part === 'message')
  return last === -1 ? undefined : last
}

export interface Place {
  item: number
  sound: number
}

/** What follows a sound that has ended; undefined after the last. */
export function after(
  items: readonly Item[],
  { item, sound }: Place,
  language: string | null,
): Place | undefined {
  const current = items[item]
  if (current && sound + 1 < soundsIn(current, language).length) return { item, sound: sound + 1 }
  return item + 1 < items.length ? { item: item + 1, sound: 0 } : undefined
}

/** What stands on the screen while an item sounds. */
export const itemTitle = (item: Item, sound: ManifestSound | undefined): string =>
  sound?.title ?? item.first[0]?.title ?? ''
