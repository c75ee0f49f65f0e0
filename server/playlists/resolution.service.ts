import { fold } from '../db/folding.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Version } from '../library/versions.service.ts'
import { artistsIn, audible, lastHeard, withoutRight, worksOfKinds } from './audible.queries.ts'
import { type Candidate, fillRuleFor } from './filling/filling.rules.ts'
import { type Recording, resolveWork, totalsOf } from './playlists.rules.ts'
import type { Playlist, PlaylistItem, PlaylistTarget, WorkItem } from './playlists.schema.ts'
import type { Cell, Filled } from './resolution.schema.ts'

const asRecording = ({ id, number, language, inMs, outMs, durationMs }: Version): Recording => {
  return { versionId: id, number, language, inMs, outMs, durationMs }
}

export type Resolving = Pick<Playlist, 'id' | 'validFrom' | 'validTo' | 'items' | 'targets' | 'settings'>
export type ResolvedCell = Cell | Filled

export interface Resolved {
  /** Every version that may be heard of the works that stand in the list or could come into it, by work. */
  versions: Map<string, Version[]>
  targets: (PlaylistTarget & { cells: ResolvedCell[] } & ReturnType<typeof totalsOf>)[]
}

const isWork = (item: PlaylistItem): item is WorkItem => 'workId' in item

/**
 * What every place would hear on the list's first day: of each work its language's version, and by each rule the works
 * it has been without longest.
 */
export async function resolve(db: DbOrTrx, list: Resolving): Promise<Resolved> {
  const fixed = list.items.filter(isWork).map(({ workId }) => workId)
  const rules = list.items.flatMap((item) =>
    isWork(item) ? [] : [{ ...item.rule, tags: item.rule.tags.map(fold) }],
  )
  const kinds = [...new Set(rules.flatMap((rule) => rule.kinds))]
  const offered = kinds.length > 0 ? await worksOfKinds(db, kinds) : []
  const versions = await audible(db, [...fixed, ...offered.map(({ workId }) => workId)])
  const barred = await withoutRight(
    db,
    offered.map(({ workId }) => workId),
    list,
  )
  const usable = offered.filter(({ workId }) => versions.has(workId) && !barred.has(workId))
  const heard = kinds.length > 0 ? await lastHeard(db, list.targets, list) : () => null
  const artists = kinds.length > 0 ? await artistsIn(db, fixed) : new Map<string, string[]>()
  const cellFor = cellsByOrder(versions)

  return {
    versions,
    targets: list.targets.map((target) => {
      const taken = new Set(fixed)
      let artistsBefore: readonly string[] = []
      let nextRule = 0
      const cells = list.items.map((item): ResolvedCell => {
        const twice = item.bilingual ?? list.settings.bilingual
        if (isWork(item)) {
          artistsBefore = artists.get(item.workId) ?? []
          return cellFor(target.languages, item.workId, twice)
        }
        const candidates = usable.map(
          ({ tags, artists, ...work }): Candidate => ({
            work,
            tags,
            artists,
            cell: cellFor(target.languages, work.workId, twice),
            lastAt: heard(target, work.workId),
          }),
        )
        const rule = rules[nextRule++] ?? item.rule
        const filled = fillRuleFor(rule, candidates, { day: list.validFrom, taken, artistsBefore })
        for (const { workId } of filled.picks) taken.add(workId)
        const last = filled.picks.at(-1)
        if (last) artistsBefore = usable.find(({ workId }) => workId === last.workId)?.artists ?? []
        return filled
      })
      return { ...target, cells, ...totalsOf(cells.flatMap(cellsIn), list.settings.pauseMs) }
    }),
  }
}

/** The cells of works that one item is heard as. */
export const cellsIn = (cell: ResolvedCell): Cell[] =>
  'picks' in cell ? cell.picks.map((pick) => pick.cell) : [cell]

/** Places with one order of languages hear the same, so each order is looked at once. */
function cellsByOrder(versions: Map<string, Version[]>) {
  const known = new Map<string, Cell>()
  const recordings = new Map<string, Recording[]>()
  for (const [workId, list] of versions) recordings.set(workId, list.map(asRecording))
  return (languages: readonly string[], workId: string, twice: boolean): Cell => {
    const key = `${languages.join()} ${workId} ${twice}`
    const cell = known.get(key) ?? resolveWork(languages, recordings.get(workId) ?? [], twice)
    known.set(key, cell)
    return cell
  }
}
