import { change } from '../db/audit.ts'
import type { Deps } from '../deps.ts'
import { found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { demoTeams } from '../people/demo.rules.ts'
import { areaInForce } from './areas.rules.ts'
import type { TargetRef } from './areas.schema.ts'
import { importAreas } from './import.ts'
import { seedDemoRules } from './loudspeaker/demo-rules.ts'
import { targetOf } from './targets.queries.ts'

export { placesInForce } from './areas.queries.ts'
export {
  coveringTargets,
  placesWithin,
  targetOf,
  targetsOf,
  targetsServedBy,
  teamsServing,
} from './targets.queries.ts'
export { areaInForce }

/** At every start: the seed's places, and in a demonstration which team serves which district. */
export async function seedAreas(deps: Deps): Promise<void> {
  await importAreas(deps)
  if (!deps.config.demo) return
  await seedDemoServing(deps)
  await seedDemoRules(deps)
}

/** Says what a team serves from a day on; what it served before that day stays in history. */
export function setServed(
  deps: Deps,
  actor: Actor | null,
  { teamId, targets, from }: { teamId: string; targets: readonly TargetRef[]; from: string },
) {
  return change(deps, actor, async (trx, record) => {
    found(await trx.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst())
    for (const target of targets) found(await targetOf(trx, target))
    await trx
      .deleteFrom('team_serves')
      .where('team_id', '=', teamId)
      .where('valid_from', '>=', from)
      .execute()
    await trx
      .updateTable('team_serves')
      .set({ valid_to: from })
      .where('team_id', '=', teamId)
      .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', from)]))
      .execute()
    const wanted = new Map(targets.map((target) => [`${target.kind} ${target.id}`, target]))
    if (wanted.size > 0)
      await trx
        .insertInto('team_serves')
        .values(
          [...wanted.values()].map(({ kind, id }) => ({
            team_id: teamId,
            target_kind: kind,
            target_id: id,
            valid_from: from,
          })),
        )
        .execute()
    await record({
      action: 'areas.set_served',
      subjectKind: 'team',
      subjectId: teamId,
      detail: { targets, from },
    })
  })
}

async function seedDemoServing(deps: Deps): Promise<void> {
  for (const { id: teamId, districtCodes } of demoTeams) {
    if (
      await deps.db
        .selectFrom('team_serves')
        .select('team_id')
        .where('team_id', '=', teamId)
        .executeTakeFirst()
    )
      continue
    const districts = await deps.db
      .selectFrom('area')
      .select('id')
      .where('level', '=', 'district')
      .where('code', 'in', districtCodes)
      .execute()
    const targets = districts.map(({ id }) => ({ kind: 'area' as const, id }))
    await setServed(deps, null, { teamId, targets, from: '2021-01-01' })
  }
}
