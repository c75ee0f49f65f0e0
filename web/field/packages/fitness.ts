import type { Manifest } from '../../../server/packages/manifest.schema.ts'
import { acceptance, type Refusal } from '../../../server/packages/verify.rules.ts'
import { judgedDay } from '../clock-store.ts'
import { db } from '../store/db.ts'
import { kept } from '../store/kept.ts'
import { trusted } from '../trust.ts'
import { type Claimed, slotOf } from './kept-package.ts'

/** Why a package is not taken, or not played. */
export type Why = Refusal | 'other_place' | 'older' | 'withdrawn' | 'other_manifest' | 'elsewhere'

export type Fitness = { ok: true; manifest: Manifest; expired: boolean } | { ok: false; why: Why }

/** Whether a package may be taken and played here: its signature, its place, its turn, and what the office has withdrawn. */
export async function fitness(claimed: Claimed): Promise<Fitness> {
  const verified = await trusted(claimed)
  if (!verified.ok) return verified
  const { manifest } = verified
  const state = await kept('state')
  const withdrawn = state?.packages.filter((one) => one.state === 'withdrawn').map(({ id }) => id) ?? []
  const accepted = acceptance(manifest, {
    targets: state?.targets ?? [],
    seenSequence: await seenSequence(manifest),
    withdrawn: new Set(withdrawn),
    today: await judgedDay(),
  })
  if ('refuse' in accepted) return { ok: false, why: accepted.refuse }
  return { ok: true, manifest, expired: 'ask' in accepted }
}

/** The highest sequence of its kind that was ever seen here. What is kept stays good: the newest that is whole, and the one before it. */
async function seenSequence({ packageId, playlist, target }: Manifest): Promise<number> {
  const slot = slotOf(playlist.id, target)
  const pointer = await db.pointers.get(slot)
  if (pointer?.current === packageId || pointer?.previous === packageId) return 0
  const known = await db.packages.where('slot').equals(slot).toArray()
  return Math.max(pointer?.highest ?? 0, ...known.map(({ sequence }) => sequence))
}
