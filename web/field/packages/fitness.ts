import type { Manifest } from '../../../server/packages/manifest.schema.ts'
import { acceptance, type Refusal } from '../../../server/packages/verify.rules.ts'
import { judgedDay } from '../clock-store.ts'
import { db } from '../store/db.ts'
import { kept } from '../store/kept.ts'
import { trusted } from '../trust.ts'
import { type Claimed, slotOf } from './kept-package.ts'

/** Why a package is not taken, or not played. */
export type Why = Refusal | 'other_place' | 'older' | 'withdrawn' | 'other_manifest'

export type Fitness = { ok: true; manifest: Manifest; expired: boolean } | { ok: false; why: Why }

/** Whether a package may be taken and played here: its signature, its place, its turn, and what the office has withdrawn. */
export async function fitness(claimed: Claimed): Promise<Fitness> {
  const verified = await trusted(claimed)
  if (!verified.ok) return verified
  const { manifest } = verified
  const state = await kept('state')
  const pointer = await db.pointers.get(slotOf(manifest.playlist.id, manifest.target))
  const withdrawn = state?.packages.filter((one) => one.state === 'withdrawn').map(({ id }) => id) ?? []
  // The version before the newest stays good: it is the other of the two that the phone keeps.
  const seenSequence = pointer?.previous === manifest.packageId ? 0 : (pointer?.highest ?? 0)
  const accepted = acceptance(manifest, {
    targets: state?.targets ?? [],
    seenSequence,
    withdrawn: new Set(withdrawn),
    today: await judgedDay(),
  })
  if ('refuse' in accepted) return { ok: false, why: accepted.refuse }
  return { ok: true, manifest, expired: 'ask' in accepted }
}
