import type { PinnedVersion, PlaylistBody } from '../playlists/playlist-body.schema.ts'
import { planSound, type SoundPlan } from './files.rules.ts'

export type Target = PlaylistBody['targets'][number]
export type Item = PlaylistBody['items'][number]

/** One target of a publication, with everything about its sound looked up. */
export interface PackagePlan {
  readonly body: PlaylistBody
  readonly target: Target
  readonly sound: SoundPlan
  itemAt(position: number): Item
  version(id: string): PinnedVersion
  /** Every version that sounds there, once. */
  readonly versions: readonly PinnedVersion[]
}

/** @throws RangeError where the publication does not name the target, or names what it does not hold */
export function planPackage(body: PlaylistBody, ref: { kind: string; id: string }): PackagePlan {
  const target = body.targets.find(({ kind, id }) => kind === ref.kind && id === ref.id)
  if (!target) throw new RangeError(`No ${ref.kind} ${ref.id} in the publication`)
  const byId = new Map(body.versions.map((version) => [version.versionId, version]))
  const version = (id: string) => known(byId.get(id), id)
  const sound = planSound(target, body.items, (id) => version(id).language)
  return {
    body,
    target,
    sound,
    version,
    itemAt: (position) => known(body.items[position - 1], position),
    versions: [...new Set(sound.files.map((file) => file.versionId))].map(version),
  }
}

function known<T>(value: T | undefined, name: string | number): T {
  if (value === undefined) throw new RangeError(`The publication holds no ${name}`)
  return value
}
