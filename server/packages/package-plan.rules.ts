import type { PinnedVersion, PlaylistBody } from '../playlists/playlist-body.schema.ts'
import { planSound, type SoundPlan } from './files.rules.ts'

export type Target = PlaylistBody['targets'][number]
export type Item = PlaylistBody['items'][number]

/** What the places of a publication get that hear the same: made once, whatever their number. */
export interface PackagePlan {
  readonly body: PlaylistBody
  /** In the publication's order; never empty. All hear what the first of them hears. */
  readonly places: readonly Target[]
  readonly target: Target
  readonly sound: SoundPlan
  itemAt(position: number): Item
  version(id: string): PinnedVersion
  /** Every version that sounds there, once. */
  readonly versions: readonly PinnedVersion[]
}

/**
 * The places of a publication by what they hear: those with the same languages and the same sound in the same order stand
 * together. Names them `01`, `02`, … in the publication's order.
 */
export function variantsOf(body: Pick<PlaylistBody, 'targets'>): Map<string, Target[]> {
  const names = new Map<string, string>()
  const variants = new Map<string, Target[]>()
  for (const target of body.targets) {
    const heard = JSON.stringify([target.languages, target.items])
    const name = names.get(heard) ?? String(names.size + 1).padStart(2, '0')
    names.set(heard, name)
    const together = variants.get(name)
    if (together) together.push(target)
    else variants.set(name, [target])
  }
  return variants
}

/** @throws RangeError where there is no place, or one names what the publication does not hold */
export function planPackage(body: PlaylistBody, places: readonly Target[]): PackagePlan {
  const [target] = places
  if (!target) throw new RangeError('The publication names no such place')
  const byId = new Map(body.versions.map((version) => [version.versionId, version]))
  const byPosition = new Map(body.items.map((item) => [item.position, item]))
  const version = (id: string) => known(byId.get(id), id)
  const sound = planSound(target, body.items, (id) => version(id).language)
  return {
    body,
    places,
    target,
    sound,
    version,
    itemAt: (position) => known(byPosition.get(position), position),
    versions: [...new Set(sound.files.map((file) => file.versionId))].map(version),
  }
}

function known<T>(value: T | undefined, name: string | number): T {
  if (value === undefined) throw new RangeError(`The publication holds no ${name}`)
  return value
}
