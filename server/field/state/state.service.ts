import { targetsServedBy } from '../../areas/areas.service.ts'
import { ruleOn } from '../../areas/loudspeaker/limits.rules.ts'
import { groundOf, ruledPlaces } from '../../areas/loudspeaker/limits.service.ts'
import { addDays } from '../../calendar/days.rules.ts'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { Device } from '../../http/device-door.ts'
import { publicKeys } from '../../packages/keys/keys.service.ts'
import { packagesForTeam } from '../../packages/packages.team.service.ts'
import { canonicalJson } from '../../storage/canonical.rules.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { contactsOf, hamletsIn, heldOf, showingsOf, teamNamed } from './state.queries.ts'
import type { FieldHamlets, FieldState, StateQuery } from './state.schema.ts'

/** How far ahead a team is told of places that it will serve, and of its showings. */
const AHEAD_DAYS = 40
/** What was to happen last week may still be waiting to be closed. */
const BACK_DAYS = 7

/** All that a device must know to go out without a network; keeps what it says of its own log. */
export async function fieldStateOf(deps: Deps, device: Device, told: StateQuery): Promise<FieldState> {
  const { reads, clock } = deps
  await noteTold(deps, device, told)
  const team = found(await teamNamed(reads, device.teamId))
  return {
    serverTime: clock.now(),
    team: { id: team.id, name: team.name },
    ...(await heldOf(reads, device.id)),
    contacts: await contactsOf(reads, team.id),
    showings: await showingsOf(reads, team.id, {
      from: addDays(clock.today(), -BACK_DAYS),
      to: addDays(clock.today(), AHEAD_DAYS),
    }),
    hamletsTag: (await fieldHamletsOf(deps, device)).tag,
    packages: await packagesForTeam(deps, team.id),
    targets: await targetsOf(deps, team.id),
    keys: await publicKeys(deps),
  }
}

/** The hamlets that a device's team may name, with a tag by which a device knows that it has them. */
export async function fieldHamletsOf(
  deps: Pick<Deps, 'reads' | 'clock'>,
  { teamId }: Device,
): Promise<FieldHamlets> {
  const hamlets = await hamletsIn(deps.reads, await servedBy(deps, teamId), deps.clock.today())
  return { tag: sha256Of(canonicalJson(hamlets)).slice(0, 16), hamlets }
}

/** The places of a team today and in the days to come. */
async function servedBy({ reads, clock }: Pick<Deps, 'reads' | 'clock'>, teamId: string) {
  const today = clock.today()
  const days = [today, addDays(today, AHEAD_DAYS)]
  const served = await Promise.all(days.map((day) => targetsServedBy(reads, [teamId], day)))
  return [...new Map(served.flat().map((one) => [`${one.kind} ${one.id}`, one])).values()]
}

async function targetsOf(deps: Deps, teamId: string): Promise<FieldState['targets']> {
  const { reads, clock } = deps
  const today = clock.today()
  const targets = await servedBy(deps, teamId)
  const placesOf = await ruledPlaces(reads, await groundOf(reads))
  return targets.map(({ kind, id, name }) => {
    const quiet = placesOf({ kind, id }).flatMap((place) => ruleOn(place, today)?.limits.quiet ?? [])
    const once = new Map(quiet.map((stretch) => [`${stretch.from} ${stretch.to}`, stretch]))
    return { kind, id, name, quiet: [...once.values()] }
  })
}

/** Only what became different is written: a device asks every minute. */
async function noteTold(deps: Deps, { id }: Device, { sequence, waitingSince }: StateQuery): Promise<void> {
  const before = await deps.reads
    .selectFrom('device')
    .select(['told_sequence', 'waiting_since'])
    .where('id', '=', id)
    .executeTakeFirst()
  const now = {
    told_sequence: sequence ?? before?.told_sequence ?? null,
    waiting_since: waitingSince ?? null,
  }
  if (now.told_sequence === before?.told_sequence && now.waiting_since === before?.waiting_since) return
  await inTransaction(deps.db, (trx) => trx.updateTable('device').set(now).where('id', '=', id).execute())
}
