import type { DbOrTrx } from '../../db/open.ts'
import { found } from '../../errors.ts'
import { approvedFor } from '../../library/library.rules.ts'
import type { WorkKind } from '../../library/library.schema.ts'
import { type Version, versionsOf } from '../../library/versions.service.ts'
import {
  type BrokenRule,
  type Filler,
  fillGap,
  type Neighbour,
  type Separation,
} from '../filling/filling.rules.ts'
import { versionToAir } from '../plan.rules.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import type { InsteadRow, SubstitutionRule } from './publishing.schema.ts'

export interface Proposal {
  instead: InsteadRow[]
  /** Time of the row that nothing fills (ms). */
  leftMs: number
  broken: BrokenRule[]
}

type Propose = (slot: PlannedSlot) => Proposal

/** What can take the place of a row, by what the rule wants instead. One after the other: each proposal knows the ones before. */
export async function proposer(
  db: DbOrTrx,
  rule: SubstitutionRule,
  staying: readonly PlannedSlot[],
  separation: Separation,
): Promise<Propose> {
  const { instead } = rule
  if (instead.how === 'relay') return (slot) => whole(slot, { kind: 'relay', title: instead.title })
  if (instead.how === 'work') return chosen(found(await airing(db, instead.workId)))
  const going = new Set<string>(rule.kinds)
  return filling(
    await fillers(
      db,
      instead.kinds.filter((kind) => !going.has(kind)),
    ),
    staying,
    separation,
  )
}

const row = (
  slot: PlannedSlot,
  values: Partial<InsteadRow> & Pick<InsteadRow, 'kind' | 'title'>,
): InsteadRow => ({
  workId: null,
  versionId: null,
  startsAt: slot.startsAt,
  durationMs: slot.durationMs,
  ...values,
})

const whole = (slot: PlannedSlot, values: Pick<InsteadRow, 'kind' | 'title'>): Proposal => ({
  instead: [row(slot, values)],
  leftMs: 0,
  broken: [],
})

/** One work in every place, as long as it lasts and never over. */
function chosen(version: Version): Propose {
  return (slot) => {
    const durationMs = Math.min(version.durationMs, slot.durationMs)
    const { workId, workTitle: title } = version
    return {
      instead: [row(slot, { kind: 'work', workId, versionId: version.id, title, durationMs })],
      leftMs: slot.durationMs - durationMs,
      broken: [],
    }
  }
}

function filling(all: readonly Filler[], staying: readonly PlannedSlot[], separation: Separation): Propose {
  const lastAt = new Map<string, string>()
  const laid: Neighbour[] = staying.map(({ workId, title, startsAt, endsAt }) => ({
    workId,
    title,
    artists: [],
    startsAt,
    endsAt,
  }))
  return (slot) => {
    const rested = all.map((filler) => ({ ...filler, lastAt: lastAt.get(filler.workId) ?? filler.lastAt }))
    const { clips, leftMs, broken } = fillGap(slot, rested, laid, separation)
    for (const { filler, startsAt } of clips) {
      lastAt.set(filler.workId, startsAt)
      const endsAt = new Date(Date.parse(startsAt) + filler.durationMs).toISOString()
      laid.push({ ...filler, startsAt, endsAt })
    }
    return {
      instead: clips.map(({ filler, startsAt }) => {
        const { workId, versionId, title, durationMs } = filler
        return row(slot, { kind: 'work', workId, versionId, title, startsAt, durationMs })
      }),
      leftMs,
      broken,
    }
  }
}

async function airing(db: DbOrTrx, workId: string): Promise<Version | undefined> {
  const approved = (await versionsOf(db, [workId])).filter((version) => approvedFor(version, 'tv'))
  return versionToAir(approved, { versionId: null, language: null })
}

async function fillers(db: DbOrTrx, kinds: readonly WorkKind[]): Promise<Filler[]> {
  if (kinds.length === 0) return []
  const works = await db
    .selectFrom('work')
    .select(['id', 'credits'])
    .where('kind', 'in', kinds)
    .where('withdrawn_at', 'is', null)
    .execute()
  const artists = new Map(
    works.map((work) => [
      work.id,
      (JSON.parse(work.credits) as { name: string }[]).map((credit) => credit.name),
    ]),
  )
  const versions = Map.groupBy(await versionsOf(db, [...artists.keys()]), (version) => version.workId)
  return [...versions.values()].flatMap((ofWork) => {
    const approved = ofWork.filter((version) => approvedFor(version, 'tv'))
    const version = versionToAir(approved, { versionId: null, language: null })
    if (!version) return []
    const { id: versionId, workId, workTitle: title, durationMs } = version
    return [{ versionId, workId, title, durationMs, artists: artists.get(workId) ?? [], lastAt: null }]
  })
}
