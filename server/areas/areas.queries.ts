import type { DbOrTrx } from '../db/open.ts'
import type { Area, Cluster, Succession } from './areas.schema.ts'

type Ref = { id: string; name: string }
type Linked = Ref & { of: string }

const pick = (links: readonly Linked[], of: string): Ref[] =>
  links.filter((link) => link.of === of).map(({ id, name }) => ({ id, name }))

/** The places in force on a day, in dictionary order. */
export async function listAreas(db: DbOrTrx, day: string): Promise<Area[]> {
  const rows = await db
    .selectFrom('area')
    .selectAll()
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
  const teams = await teamLinks(db, 'area', day)
  const before = await successionLinks(db, 'predecessors')
  const after = await successionLinks(db, 'successors')
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    level: row.level,
    parentId: row.parent_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    languages: JSON.parse(row.languages) as string[],
    teams: pick(teams, row.id),
    predecessors: pick(before, row.id),
    successors: pick(after, row.id),
  }))
}

/** The smallest places in force on a day with their languages, first choice first; in dictionary order. */
export async function placesInForce(db: DbOrTrx, day: string) {
  const rows = await db
    .selectFrom('area')
    .select(['id', 'name', 'languages'])
    .where('level', 'in', ['commune', 'unit'])
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, languages }) => ({ id, name, languages: JSON.parse(languages) as string[] }))
}

/** One place, and what it came from and became. */
export async function areaHistory(db: DbOrTrx, id: string) {
  const row = await db.selectFrom('area').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const { id: areaId, name, code, level, parent_id, valid_from, valid_to, languages, notes } = row
  return {
    area: {
      id: areaId,
      name,
      code,
      level,
      parentId: parent_id,
      validFrom: valid_from,
      validTo: valid_to,
      languages: JSON.parse(languages) as string[],
      notes,
    },
    predecessors: await successions(db, id, 'predecessors'),
    successors: await successions(db, id, 'successors'),
  }
}

/** Clusters not closed before a day, in dictionary order. */
export async function listClusters(db: DbOrTrx, day: string): Promise<Cluster[]> {
  const clusters = await db
    .selectFrom('cluster')
    .selectAll()
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .orderBy('sort_key')
    .execute()
  const areas = await db
    .selectFrom('cluster_area')
    .innerJoin('area', 'area.id', 'cluster_area.area_id')
    .select(['area.id', 'area.name', 'cluster_area.cluster_id as of'])
    .orderBy('area.sort_key')
    .execute()
  const teams = await teamLinks(db, 'cluster', day)
  return clusters.map(({ id, name, languages, valid_to, revision }) => ({
    id,
    name,
    languages: JSON.parse(languages) as string[],
    areas: pick(areas, id),
    teams: pick(teams, id),
    validTo: valid_to,
    revision,
  }))
}

export async function teamNames(db: DbOrTrx, ids: readonly string[]): Promise<Ref[]> {
  return db.selectFrom('team').select(['id', 'name']).where('id', 'in', ids).orderBy('sort_key').execute()
}

function teamLinks(db: DbOrTrx, kind: 'area' | 'cluster', day: string): Promise<Linked[]> {
  return db
    .selectFrom('team_serves')
    .innerJoin('team', 'team.id', 'team_serves.team_id')
    .select(['team.id', 'team.name', 'team_serves.target_id as of'])
    .where('target_kind', '=', kind)
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .orderBy('team.sort_key')
    .execute()
}

type Way = 'predecessors' | 'successors'
const ends = {
  predecessors: { mine: 'to_area_id', other: 'from_area_id' },
  successors: { mine: 'from_area_id', other: 'to_area_id' },
} as const

function successionLinks(db: DbOrTrx, way: Way): Promise<Linked[]> {
  const { mine, other } = ends[way]
  return db
    .selectFrom('area_succession')
    .innerJoin('area', 'area.id', `area_succession.${other}`)
    .select(['area.id', 'area.name', `area_succession.${mine} as of`])
    .orderBy('area.sort_key')
    .execute()
}

async function successions(db: DbOrTrx, id: string, way: Way): Promise<Succession[]> {
  const { mine, other } = ends[way]
  const rows = await db
    .selectFrom('area_succession')
    .innerJoin('area', 'area.id', `area_succession.${other}`)
    .select(['area.id', 'area.name', 'former_district', 'effective', 'legal_basis'])
    .where(`area_succession.${mine}`, '=', id)
    .orderBy('area.sort_key')
    .execute()
  return rows.map((row) => ({
    area: { id: row.id, name: row.name, formerDistrict: row.former_district },
    effective: row.effective,
    legalBasis: row.legal_basis,
  }))
}
