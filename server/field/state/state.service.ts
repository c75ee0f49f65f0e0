import { targetsServedBy } from '../../areas/areas.service.ts'
import { ruleOn } from '../../areas/loudspeaker/limits.rules.ts'
import { ruledPlaces } from '../../areas/loudspeaker/limits.service.ts'
import { addDays } from '../../calendar/days.rules.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { Device } from '../../http/device-door.ts'
import { publicKeys } from '../../packages/keys/keys.service.ts'
import { packagesForTeam } from '../../packages/packages.team.service.ts'
import { contactsOf, heldOf, teamNamed } from './state.queries.ts'
import type { FieldState } from './state.schema.ts'

/** How far ahead a team is told of places that it will serve. */
const AHEAD_DAYS = 40

/** All that a device must know to go out without a network. */
export async function fieldStateOf(deps: Deps, device: Device): Promise<FieldState> {
  const { reads, clock } = deps
  const team = found(await teamNamed(reads, device.teamId))
  return {
    serverTime: clock.now(),
    team: { id: team.id, name: team.name },
    ...(await heldOf(reads, device.id)),
    contacts: await contactsOf(reads, team.id),
    packages: await packagesForTeam(deps, team.id),
    targets: await targetsOf(deps, team.id),
    keys: await publicKeys(deps),
  }
}

async function targetsOf({ reads, clock }: Deps, teamId: string): Promise<FieldState['targets']> {
  const today = clock.today()
  const days = [today, addDays(today, AHEAD_DAYS)]
  const served = await Promise.all(days.map((day) => targetsServedBy(reads, [teamId], day)))
  const targets = [...new Map(served.flat().map((one) => [`${one.kind} ${one.id}`, one])).values()]
  const placesOf = await ruledPlaces(reads, targets)
  return targets.map(({ kind, id, name }) => {
    const quiet = placesOf({ kind, id }).flatMap((place) => ruleOn(place, today)?.limits.quiet ?? [])
    const once = new Map(quiet.map((stretch) => [`${stretch.from} ${stretch.to}`, stretch]))
    return { kind, id, name, quiet: [...once.values()] }
  })
}
