import { targetsServedBy } from '../../areas/areas.service.ts'
import type { Deps } from '../../deps.ts'
import { normalisePhone } from '../../people/phone.rules.ts'
import { areasOn, hamletsOn } from '../hamlets/hamlets.queries.ts'
import type { Hamlet } from '../hamlets/hamlets.schema.ts'
import { monthBefore, sameWeekdayIn } from './figures.rules.ts'
import { showingsBetween } from './showings.queries.ts'
import type { PreviewRow } from './showings.schema.ts'
import { bareName, readMonth } from './table.rules.ts'

type Reads = Pick<Deps, 'reads' | 'clock'>

/** Says row by row what a pasted month would add: nothing is written. A name that fits two is asked, not guessed. */
export async function previewMonth(
  deps: Reads,
  { text, month }: { text: string; month: string },
): Promise<PreviewRow[]> {
  const hamlets = await hamletsOn(deps.reads, `${month}-28`)
  const teams = await deps.reads.selectFrom('team').select(['id', 'name']).execute()
  const places = await communesOn(deps, `${month}-01`)
  const there = new Set(
    (await showingsBetween(deps.reads, { from: `${month}-01`, to: `${month}-31` })).map(
      ({ day, hamlet, team }) => `${day} ${hamlet.id} ${team.id}`,
    ),
  )
  return readMonth(text, month).map((row): PreviewRow => {
    const team = only(teams, ({ name }) => bareName(name) === bareName(row.team))
    const place = row.commune
      ? only(places, ({ name }) => bareName(name) === bareName(row.commune))
      : undefined
    const hamlet = only(
      hamlets,
      (one) => bareName(one.name) === bareName(row.hamlet) && (!place || one.area.id === place.id),
    )
    const problems: PreviewRow['problems'] = []
    if (!row.day.startsWith(month)) problems.push('day')
    if (!row.time) problems.push('time')
    if (!team) problems.push('team')
    if (!row.hamlet) problems.push('hamlet')
    else if (!hamlet && !place) problems.push('commune')
    if (row.headPhone && normalisePhone(row.headPhone) === undefined) problems.push('phone')
    const key = `${row.day} ${hamlet?.id} ${team?.id}`
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
  const now = new Map((await hamletsOn(deps.reads, `${month}-28`)).map((hamlet) => [hamlet.originId, hamlet]))
  const there = await showingsBetween(deps.reads, { from: `${month}-01`, to: `${month}-31` })
  return rows.map((row, index): PreviewRow => {
    const day = sameWeekdayIn(month, row.day)
    const hamlet = now.get(row.originId)
    const problems: PreviewRow['problems'] = []
    if (!day) problems.push('day')
    if (!hamlet) problems.push('hamlet')
    if (there.some((one) => one.day === day && one.hamlet.id === hamlet?.id && one.team.id === row.team.id))
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
  const areas = new Set(targets.filter(({ kind }) => kind === 'area').map(({ id }) => id))
  const clusters = targets.filter(({ kind }) => kind === 'cluster').map(({ id }) => id)
  const areaOn = await areasOn(deps.reads, day)
  const members =
    clusters.length === 0
      ? []
      : await deps.reads
          .selectFrom('cluster_area')
          .select('area_id')
          .where('cluster_id', 'in', clusters)
          .execute()
  for (const { area_id } of members) areas.add(areaOn(area_id).id)
  const planned = await deps.reads
    .selectFrom('showing')
    .select('hamlet_id')
    .where('state', '=', 'planned')
    .where('day', '>=', day)
    .execute()
  const going = new Set(planned.map((row) => row.hamlet_id))
  const hamlets = await hamletsOn(deps.reads, day)
  return hamlets.filter((hamlet) => areas.has(hamlet.area.id) && !going.has(hamlet.id)).slice(0, 50)
}

const communesOn = (deps: Reads, day: string) =>
  deps.reads
    .selectFrom('area')
    .select(['id', 'name'])
    .where('level', 'in', ['commune', 'unit'])
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .execute()

function only<T>(all: readonly T[], fits: (one: T) => boolean): T | undefined {
  const fitting = all.filter(fits)
  return fitting.length === 1 ? fitting[0] : undefined
}
