import { addDays, instantAt } from '../../calendar/days.rules.ts'
import { dayAt } from '../../clock.ts'
import type { Deps } from '../../deps.ts'
import { silentDaysNow } from '../../people/devices/silence.service.ts'
import { blockOf, type Place } from '../places/places.rules.ts'
import { lastHeard, lastServed, silentSince, teamsOf, worksNamed } from './coverage.queries.ts'
import { coverageOf } from './coverage.rules.ts'
import type { Coverage, CoverageQuery, SilentDevice } from './coverage.schema.ts'
import { type Ground, groundOn } from './ground.ts'
import { expectedAndHeard } from './heard.ts'

/** Area by notice by language by times played, over days `from` until before `to`, read on the places of a day. */
export async function coverageBetween(
  { reads, clock }: Pick<Deps, 'reads' | 'clock'>,
  { from, to, at = clock.today(), level }: CoverageQuery,
): Promise<Coverage> {
  const ground = await groundOn(reads, { at, level })
  const { noticeIds, expected, heard, placed } = await expectedAndHeard(reads, { from, to }, ground)
  const works = await worksNamed(reads, noticeIds)
  const workIds = works.map((work) => work.id)
  const teams = (await teamsOf(reads, at)).map(({ target_kind: kind, target_id: id, ...team }) => ({
    team: { id: team.id, name: team.name, phone: team.phone },
    rows: new Set(ground.rowsOfTarget({ kind, id })),
  }))
  const served = await servedOn({ reads }, ground, to)
  const placeIds = ground.rows.map((row) => row.id)
  const covered = coverageOf({ placeIds, workIds, expected, heard: placed })
  return {
    at,
    from,
    to,
    works: works.map(({ id, title, short_name, kind }) => ({ id, title, shortName: short_name, kind })),
    rows: covered.map((row, index) => {
      // One row for each place, in the same order.
      const of = ground.rows[index] as Place
      const district = ground.districtOf(of)
      return {
        ...row,
        name: of.name,
        district,
        block: blockOf(district),
        lastServed: served.get(of.id) ?? null,
        teams: teams.filter(({ rows }) => rows.has(of.id)).map(({ team }) => team),
      }
    }),
    unplaced: heard.length - placed.length,
    uncertain: heard.filter((one) => one.uncertain).length,
  }
}

/** So far back loudspeakers are looked for: whoever heard nothing for longer is far down the list anyway. */
const BACK_DAYS = 400

/** When each row was last served before a day: a showing was held there, or a loudspeaker was heard. */
async function servedOn({ reads }: Pick<Deps, 'reads'>, ground: Ground, to: string) {
  const back = { from: instantAt(addDays(to, -BACK_DAYS), '00:00'), to: instantAt(to, '00:00') }
  const heard = (await lastHeard(reads, back)).flatMap(({ area_id, target_kind, target_id, at }) => {
    const areaId = area_id ?? (target_kind === 'area' ? target_id : null)
    return areaId ? [[areaId, dayAt(at)] as const] : []
  })
  const served = new Map<string, string>()
  for (const [areaId, day] of [...(await lastServed(reads, addDays(to, -1))), ...heard]) {
    const row = ground.rowOf(areaId)
    if (row && (served.get(row) ?? '') < day) served.set(row, day)
  }
  return served
}

/** Devices that have not been heard of for some days: as many as the station has it, unless said. */
export async function silentDevices(
  { reads, clock }: Pick<Deps, 'reads' | 'clock'>,
  wanted: number | undefined,
): Promise<{ days: number; devices: SilentDevice[] }> {
  const days = wanted ?? (await silentDaysNow(reads))
  const now = Date.parse(clock.now())
  const rows = await silentSince(reads, new Date(now - days * DAY_MS).toISOString())
  const devices = rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    team: { name: row.team_name, phone: row.team_phone },
    lastSeenAt: row.last_seen_at,
    waitingSince: row.waiting_since,
    days: Math.floor((now - Date.parse(row.last_seen_at ?? row.enrolled_at)) / DAY_MS),
  }))
  return { days, devices }
}
const DAY_MS = 86_400_000
