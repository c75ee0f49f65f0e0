import { coveringTargets, placesWithin, targetOf } from '../areas/areas.service.ts'
import type { DbOrTrx } from '../db/open.ts'
import { DomainError, found } from '../errors.ts'
import { type Brought, programmeOf } from './hearing.rules.ts'
import type { Hearing } from './hearing.schema.ts'
import type { Playlist, TargetRef } from './playlists.schema.ts'
import { playlistById } from './playlists.service.ts'
import { type ResolvedCell, resolve } from './resolution.service.ts'

const same = (a: TargetRef, b: TargetRef) => a.kind === b.kind && a.id === b.id

/**
 * What one place hears of a list: what the package brings that is played there, in the language the place puts first
 * of those. A place that no package is for is refused with `no_target`.
 */
export async function hearingAt(db: DbOrTrx, id: string, ref: TargetRef): Promise<Hearing> {
  const playlist = await playlistById(db, id)
  const place = found(await targetOf(db, ref))
  const covering = await coveringTargets(db, ref)
  // The nearest: itself, then what it lies in, then clusters.
  const through = covering.flatMap((one) => playlist.targets.find((target) => same(target, one)) ?? [])[0]
  if (!through) throw new DomainError('no_target')
  const [target] = (await resolve(db, { ...playlist, targets: [through] })).targets
  const { kind, name, languages } = place
  return {
    place: { kind, id: ref.id, name, languages },
    through: same(through, ref) ? null : through,
    ...programmeOf(brought(playlist, target?.cells ?? []), languages, playlist.settings.pauseMs),
  }
}

function brought({ items }: Playlist, cells: readonly ResolvedCell[]): Brought[] {
  const works = items.flatMap((item, index): Omit<Brought, 'number'>[] => {
    const cell = cells[index]
    if (!cell) return []
    if ('picks' in cell)
      return cell.picks.map((pick) => ({ part: item.part, title: pick.title, cell: pick.cell }))
    return [{ part: item.part, title: 'title' in item ? item.title : '', cell }]
  })
  return works.map((work, index) => ({ ...work, number: index + 1 }))
}

/** Every place where a list is heard: its targets, and the places that lie in them on its first day. */
export async function placesOf(db: DbOrTrx, id: string) {
  const { targets, validFrom } = await playlistById(db, id)
  const places = []
  for (const target of targets) {
    places.push({ ...target, within: null })
    for (const { kind, id, name, languages } of await placesWithin(db, target, validFrom))
      if (!same({ kind, id }, target)) places.push({ kind, id, name, languages, within: target.name })
  }
  return places
}
