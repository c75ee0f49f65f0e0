import { inEveningOrder } from '../playlists.rules.ts'
import type { ItemInput, PlaylistSettings } from '../playlists.schema.ts'
import type { EveningContent } from './templates.schema.ts'

/**
 * A list with a template's evening in the place of its own: items, lengths, hours. Its name, days, places and trip
 * stay.
 */
export function withTemplate<List extends { items: readonly ItemInput[]; settings: PlaylistSettings }>(
  list: List,
  { items, ...evening }: EveningContent,
): List {
  return { ...list, items: inEveningOrder(items), settings: { ...list.settings, ...evening } }
}
