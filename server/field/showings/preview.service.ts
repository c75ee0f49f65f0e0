import { targetsServedBy } from '../../areas/areas.service.ts'
import type { Deps } from '../../deps.ts'
import { normalisePhone } from '../../people/phone.rules.ts'
import { hamletOn, hamletsOn } from '../hamlets/hamlets.queries.ts'
import type { Hamlet } from '../hamlets/hamlets.schema.ts'
import { placesAt } from '../places/places.queries.ts'
import { monthBefore, sameWeekdayIn } from './figures.rules.ts'
import { showingsBetween, teamsNamed } from './showings.queries.ts'
import type { PreviewRow } from './showings.schema.ts'
import { bareName, readMonth } from './table.rules.ts'

type Reads = Pick<Deps, 'reads' | 'clock'>

/**
 * Says row by row what a pasted month would add: nothing is written. A name that fits two is asked, not guessed. An old name, of a
 * hamlet or of a commune, finds what it has become, and is told.
 */
export async function previewMonth(
  deps: Reads,
  { text, month }: { text: string; month: string },
): Promise<PreviewRow[]> {
  const { hamlets } = await hamletsOn(deps.reads, `${month}-28`)
  const teams = await teamsNamed(deps.reads, undefined)
  const placeCalled = await communesOn(deps, `${month}-01`)
  const there = new Set(
    (await showingsBetween(deps.reads, { from: `${month}-01`, to: `${month}-31` })).map(
      ({ day, originId, team }) => `${day} ${originId} ${team.id}`,
    ),
  )
  return readMonth(text, month).map((row): PreviewRow => {
    const team = only(teams, ({ name }) => bareName(name) === bareName(row.team))
    const place = row.commune ? placeCalled(row.commune) : undefined
    const called = bareName(row.hamlet)
    const nearby = hamlets.filter((one) => !place || one.area.id === place.id)
    const hamlet =
      only(nearby, (one) => bareName(one.name) === called) ??
      only(nearby, (one) => one.formerNames.some((name) => bareName(name) === called))
    const problems: PreviewRow['problems'] = []
    if (!row.day.startsWith(month)) problems.push('day')
    if (!row.time) problems.push('time')
    if (!team) problems.push('team')
    if (!row.hamlet) problems.push('hamlet')
    else if (!hamlet && !place) problems.push('commune')
    if (row.headPhone && normalisePhone(row.headPhone) === undefined) problems.push('phone')
    const key = `${row.day} ${hamlet?.originId} ${team?.id}`
    if (hamlet && there.has(key)) problems.push('there')
    there.add(key)
    return {
      line: row.line,
      day: row.day,
      time: row.time,
      team: team ?? null,
      hamlet: {
        id: hamlet?.id ?? null,
        name: hamlet?.name ?? row.hamlet,
        place: hamlet?.area ?? place ?? null,
      },
      formerly: {
        hamlet: hamlet && bareName(hamlet.name) !== called ? row.hamlet : null,
        place: place && bareName(place.name) !== bareName(row.commune) ? row.commune : null,
      },
      headName: row.headName || (hamlet?.headName ?? ''),
      headPhone: row.headPhone || (hamlet?.headPhone ?? ''),
      problems,
    }
  })
}

/** The month before, laid on the same weekdays: what was planned or held, where the hamlet is still there. */
export async function copyOfMonthBefore(deps: Reads, month: string): Promise<PreviewRow[]> {
  const before = monthBefore(month)
  const rows = await showingsBetween(deps.reads, { from: `${before}-01`, to: `${before}-31` })
  const became = await hamletOn(deps.reads, `${month}-28`)
  const { hamlets } = await hamletsOn(deps.reads, `${month}-28`)
  const there = await showingsBetween(deps.reads, { from: `${month}-01`, to: `${month}-31` })
  return rows.map((row, index): PreviewRow => {
    const day = sameWeekdayIn(month, row.day)
    const hamlet = hamlets.find(({ id }) => id === became(row.hamlet.id)?.id)
    const problems: PreviewRow['problems'] = []
    if (!day) problems.push('day')
    if (!hamlet) problems.push('hamlet')
    if (
      there.some((one) => one.day === day && one.originId === hamlet?.originId && one.team.id === row.team.id)
    )
      problems.push('there')
    return {
      line: index + 1,
      day: day ?? '',
      time: row.time,
      team: row.team,
      hamlet: {
        id: hamlet?.id ?? null,
        name: hamlet?.name ?? row.hamlet.name,
        place: hamlet?.area ?? row.place,
      },
      formerly: { hamlet: hamlet && hamlet.name !== row.hamlet.name ? row.hamlet.name : null, place: null },
      headName: hamlet?.headName ?? row.headName,
      headPhone: hamlet?.headPhone ?? row.headPhone,
      problems,
    }
  })
}

/** Where a team should go next: hamlets it serves, unserved longest first, without those that are planned from that day on. */
export async function proposalsFor(
  deps: Reads,
  { teamId, day }: { teamId: string; day: string },
): Promise<Hamlet[]> {
  const targets = await targetsServedBy(deps.reads, [teamId], day)
  const lies = (await placesAt(deps.reads, day)).within(targets)
  const planned = await deps.reads
    .selectFrom('showing')
    .innerJoin('hamlet', 'hamlet.id', 'showing.hamlet_id')
    .select('hamlet.origin_id')
    .where('state', '=', 'planned')
    .where('day', '>=', day)
    .execute()
  const going = new Set(planned.map((row) => row.origin_id))
  const { hamlets } = await hamletsOn(deps.reads, day)
  return hamlets.filter((hamlet) => lies(hamlet.area.id) && !going.has(hamlet.originId)).slice(0, 50)
}

/** The commune of a day by a name of any time; undefined where the name fits several, or was divided. */
async function communesOn({ reads }: Reads, day: string) {
  const { places, named } = await placesAt(reads, day)
  const communes = places.filter(({ level }) => level === 'commune' || level === 'unit')
  const inForce = communes.filter(
    (one) => one.validFrom <= day && (one.validTo === null || day < one.validTo),
  )
  const standing = new Set(inForce.map(({ id }) => id))
  return (typed: string): { id: string; name: string } | undefined => {
    const fits = ({ name }: { name: string }) => bareName(name) === bareName(typed)
    const now = only(inForce, fits)
    if (now) return { id: now.id, name: now.name }
    if (inForce.some(fits)) return undefined
    const became = new Map(communes.filter(fits).map(({ id }) => [named(id).id, named(id)]))
    return only([...became.values()], ({ id }) => standing.has(id))
  }
}

function only<T>(all: readonly T[], fits: (one: T) => boolean): T | undefined {
  const fitting = all.filter(fits)
  return fitting.length === 1 ? fitting[0] : undefined
}
