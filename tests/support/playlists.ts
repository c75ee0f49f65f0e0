import { fold, sortKey } from '../../server/db/folding.ts'
import { newId } from '../../server/db/ids.ts'
import type { NewRow } from '../../server/db/tables.ts'
import type { Deps } from '../../server/deps.ts'
import type { Resolution } from '../../server/playlists/resolution.schema.ts'
import type { anApp } from './app.ts'
import { aVersion, aWork } from './library.ts'

/** A district with its own order of languages, in force from 2004 on unless told otherwise. */
export async function aDistrict(
  deps: Deps,
  values: { name?: string; languages?: string[]; validTo?: string } = {},
) {
  const name = values.name ?? 'Huyện Bảo Lạc'
  const row: NewRow<'area'> = {
    id: newId(),
    scheme: 'test',
    code: newId(),
    name,
    sort_key: sortKey(name),
    folded: fold(name),
    level: 'district',
    parent_id: null,
    valid_from: '2004-01-01',
    valid_to: values.validTo ?? null,
    languages: JSON.stringify(values.languages ?? ['ium', 'tyz', 'hmn']),
  }
  await deps.db.insertInto('area').values(row).execute()
  return { kind: 'area' as const, id: row.id, name }
}

/** A film team of the centre's that serves the places from 2020 on. */
export async function aTeam(deps: Deps, places: readonly { kind: 'area' | 'cluster'; id: string }[]) {
  const id = newId()
  await deps.db
    .insertInto('team')
    .values({
      id,
      name: 'Đội chiếu phim số 3',
      sort_key: id,
      unit_id: 'unit-centre',
      created_at: deps.clock.now(),
    })
    .execute()
  for (const place of places) {
    await deps.db
      .insertInto('team_serves')
      .values({ team_id: id, target_kind: place.kind, target_id: place.id, valid_from: '2020-01-01' })
      .execute()
  }
  return id
}

/** A work with an approved version for each language; null is music without words. */
export async function anAudibleWork(
  deps: Deps,
  languages: readonly (string | null)[],
  values: Partial<NewRow<'work'>> = {},
) {
  const work = await aWork(deps, { kind: 'announcement', title: 'Mời dự lễ tại xã', ...values })
  const versions = []
  for (const language of languages) {
    versions.push(await aVersion(deps, { work, language, approvedUses: ['loudspeaker'] }))
  }
  return { ...work, versions }
}

type App = Awaited<ReturnType<typeof anApp>>

export const dates = { validFrom: '2021-09-28', validTo: '2021-10-04' }

/** A playlist made through the API by the scheduler. */
export async function aPlaylist(
  { as }: Pick<App, 'as'>,
  content: {
    items?: { part: string; workId?: string; rule?: object; bilingual?: boolean }[]
    targets?: { kind: string; id: string }[]
    title?: string
    settings?: object
  },
) {
  const answer = await as('scheduler').post('/api/playlists', {
    title: 'Phát loa dịp 71 năm',
    ...dates,
    ...content,
  })
  if (answer.status !== 201) throw new Error(await answer.text())
  return (await answer.json()) as { id: string; revision: number }
}

/** What a list's places would hear, each with its evening. */
export async function aResolution({ as }: Pick<App, 'as'>, playlistId: string) {
  const answer = await as('scheduler').get(`/api/playlists/${playlistId}/resolution`)
  if (answer.status !== 200) throw new Error(await answer.text())
  const { evenings, targets, ...rest } = (await answer.json()) as Resolution
  // Whatever a test reads of a cell, it has said itself what kind it is.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  const places: any[] = targets.map(({ evening, ...target }) => ({ ...target, ...evenings[evening] }))
  return { ...rest, evenings, targets: places }
}
