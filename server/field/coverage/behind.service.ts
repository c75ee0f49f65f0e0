import { addDays } from '../../calendar/days.rules.ts'
import type { Deps } from '../../deps.ts'
import { showingsBetween } from '../showings/showings.queries.ts'
import type { Behind, BehindQuery } from './behind.schema.ts'
import { devicesNamed, worksNamed } from './coverage.queries.ts'
import { groundOn } from './ground.ts'
import { expectedAndHeard } from './heard.ts'

/** What stands behind a figure of the coverage: who played what on which evening, which lists ask for it, who was there. */
export async function behind({ reads }: Pick<Deps, 'reads'>, query: BehindQuery): Promise<Behind> {
  const { from, to, of, placeId, workId } = query
  const ground = await groundOn(reads, query)
  const { expected, heard } = await expectedAndHeard(reads, { from, to }, ground)
  const meant = (one: { placeId: string | null; workId: string }) =>
    one.placeId === placeId && (workId === undefined || one.workId === workId)
  const asked = {
    place: meant,
    unplaced: (one: (typeof heard)[number]) => !one.placeId,
    uncertain: (one: (typeof heard)[number]) => one.uncertain,
  }
  const plays = heard.filter(asked[of])
  const wanted = of === 'place' ? expected.filter(meant) : []
  const titles = new Map(
    (await worksNamed(reads, [...new Set(plays.map((one) => one.workId))])).map(({ id, title }) => [
      id,
      title,
    ]),
  )
  const devices = new Map((await devicesNamed(reads)).map((device) => [device.id, device]))
  const showings = await showingsBetween(reads, { from, to: addDays(to, -1), placesOn: query.at })
  const hamlets = new Map(showings.map(({ id, hamlet }) => [id, hamlet.name]))
  return {
    plays: plays
      .map((play) => ({
        day: play.day,
        workId: play.workId,
        title: titles.get(play.workId) ?? '',
        language: play.language,
        measured: play.measured,
        times: play.times,
        partly: play.partly,
        playedMs: play.playedMs,
        device: devices.get(play.deviceId)?.name ?? '',
        team: devices.get(play.deviceId)?.team ?? '',
        hamlet: hamlets.get(play.evening) ?? null,
      }))
      .sort((a, b) => b.day.localeCompare(a.day)),
    lists: wanted.map(({ list, language, ...one }) => ({
      playlistId: list.playlistId,
      title: list.title,
      validFrom: list.validFrom,
      validTo: list.validTo,
      workId: one.workId,
      language,
    })),
    showings: showings.flatMap(({ id, day, hamlet, team, state, audience, place }) =>
      of === 'place' && ground.rowOf(place.id) === placeId && state !== 'cancelled'
        ? [{ id, day, hamlet: hamlet.name, team: team.name, state, audience }]
        : [],
    ),
  }
}
