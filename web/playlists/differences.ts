import type { PlaylistItem } from './playlists.api.ts'
import type { Content } from './use-draft.ts'

/** One way in which two states of a list differ; what exists on one side only stands alone. */
export interface Difference {
  what: 'title' | 'days' | 'settings' | 'added' | 'removed' | 'order' | 'placesAdded' | 'placesRemoved'
  mine: string
  theirs: string
}

type Side = Pick<Content, 'title' | 'validFrom' | 'validTo' | 'targets' | 'settings'> & {
  items: readonly PlaylistItem[]
}

/** What one has on the page and somebody else has saved, side by side; `nameOf` says a rule in words. */
export function differences(
  mine: Side,
  theirs: Side,
  say: { nameOf(item: PlaylistItem): string; days(side: Side): string },
): Difference[] {
  const found: Difference[] = []
  const add = (what: Difference['what'], a: string, b: string) => {
    if (a !== b) found.push({ what, mine: a, theirs: b })
  }
  add('title', mine.title, theirs.title)
  add('days', say.days(mine), say.days(theirs))
  if (JSON.stringify(sorted(mine.settings)) !== JSON.stringify(sorted(theirs.settings)))
    found.push({ what: 'settings', mine: '', theirs: '' })
  const names = (side: Side) => side.items.map((item) => `${item.part} ${say.nameOf(item)}`)
  const plain = (entry: string) => entry.slice(entry.indexOf(' ') + 1)
  const [mineHas, theirsHas] = [names(mine), names(theirs)]
  const onlyMine = without(mineHas, theirsHas)
  const onlyTheirs = without(theirsHas, mineHas)
  add('added', onlyMine.map(plain).join(', '), '')
  add('removed', '', onlyTheirs.map(plain).join(', '))
  const both = (list: string[], other: string[]) => without(list, without(list, other)).join()
  if (both(mineHas, theirsHas) !== both(theirsHas, mineHas))
    found.push({
      what: 'order',
      mine: mineHas.map(plain).join(', '),
      theirs: theirsHas.map(plain).join(', '),
    })
  const places = (side: Side) => side.targets.map(({ name }) => name)
  add('placesAdded', without(places(mine), places(theirs)).join(', '), '')
  add('placesRemoved', '', without(places(theirs), places(mine)).join(', '))
  return found
}

/** What a list has more of than another, each as often as it has more. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other]
  return list.filter((entry) => {
    const at = left.indexOf(entry)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

const sorted = (settings: Content['settings']) =>
  Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))
