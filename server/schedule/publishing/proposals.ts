import type { DbOrTrx } from '../../db/open.ts'
import { found } from '../../errors.ts'
import { approvedFor } from '../../library/library.rules.ts'
import { type Version, versionsOf } from '../../library/versions.service.ts'
import type { Channel } from '../channels.queries.ts'
import { fillersAt } from '../filling/fillers.queries.ts'
import {
  type BrokenRule,
  type Filler,
  fillGap,
  type Neighbour,
  type Separation,
} from '../filling/filling.rules.ts'
import { versionToAir } from '../plan.rules.ts'
import { instantOf } from '../schedule.rules.ts'
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
  { channel, staying, now }: { channel: Channel; staying: readonly PlannedSlot[]; now: string },
): Promise<Propose> {
  const { instead } = rule
  if (instead.how === 'relay') return (slot) => whole(slot, { kind: 'relay', title: instead.title })
  if (instead.how === 'work') return chosen(found(await airing(db, instead.workId)))
  const going = new Set<string>(rule.kinds)
  const kinds = instead.kinds.filter((kind) => !going.has(kind))
  if (kinds.length === 0) return filling([], staying, channel.separation)
  const at = instantOf(rule.from, channel.dayStartsMin * 60, channel.dayStartsMin)
  return filling(await fillersAt(db, { channelId: channel.id, at, kinds, now }), staying, channel.separation)
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
  const taken = new Map<string, number>()
  const mayAir = ({ workId, runsLeft = null }: Filler) =>
    runsLeft === null || (taken.get(workId) ?? 0) < runsLeft
  const laid: Neighbour[] = staying.map(({ workId, title, startsAt, endsAt }) => ({
    workId,
    title,
    artists: [],
    startsAt,
    endsAt,
  }))
  return (slot) => {
    const rested = all
      .filter(mayAir)
      .map((filler) => ({ ...filler, lastAt: lastAt.get(filler.workId) ?? filler.lastAt }))
    const { clips, leftMs, broken } = fillGap(slot, rested, laid, separation)
    for (const { filler, startsAt } of clips) {
      lastAt.set(filler.workId, startsAt)
      taken.set(filler.workId, (taken.get(filler.workId) ?? 0) + 1)
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
