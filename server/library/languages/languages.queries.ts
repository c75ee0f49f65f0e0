import { sql } from 'kysely'
import type { DbOrTrx } from '../../db/open.ts'
import type { LanguageCode, WorkKind } from '../library.schema.ts'
import type { Standing } from './languages.rules.ts'

export interface Speaker {
  id: string
  name: string
  unitId: string
  unitName: string
  mayRecord: boolean
  languages: string[]
}

/** Everybody at work here who speaks more than Vietnamese or records, by name. */
export async function speakers(db: DbOrTrx): Promise<Speaker[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('unit', 'unit.id', 'person.unit_id')
    .select(['person.id', 'person.name', 'person.role', 'person.languages', 'person.unit_id'])
    .select('unit.name as unit_name')
    .where('person.active', '=', 1)
    .orderBy('person.sort_key')
    .orderBy('person.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    unitId: row.unit_id,
    unitName: row.unit_name,
    mayRecord: row.role === 'producer',
    languages: JSON.parse(row.languages) as string[],
  }))
}

/** Who last listened in each language and confirmed what is said, also people without an account. */
export async function lastListeners(db: DbOrTrx): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('version')
    .select(['language', 'listener'])
    .where('listened_at', 'is not', null)
    .orderBy('listened_at')
    .orderBy('id')
    .execute()
  return new Map(
    rows.flatMap(({ language, listener }) => (language && listener ? [[language, listener]] : [])),
  )
}

export interface Written {
  workId: string
  language: string
  text: string
  translationVi: string | null
}

export async function writtenFor(db: DbOrTrx, workIds: readonly string[]): Promise<Written[]> {
  if (workIds.length === 0) return []
  const rows = await db
    .selectFrom('script')
    .select(['work_id', 'language', 'text', 'translation_vi'])
    .where('work_id', 'in', workIds)
    .execute()
  return rows.map((row) => ({
    workId: row.work_id,
    language: row.language,
    text: row.text,
    translationVi: row.translation_vi,
  }))
}

const ranks: readonly Standing[] = ['recorded', 'waiting', 'approved']

/** How many works stand where in each language, and how many have words at all: those that lack a language lack it among these. */
export async function countsByLanguage(db: DbOrTrx, kind: WorkKind | undefined) {
  const furthest = db
    .selectFrom('version')
    .innerJoin('work', 'work.id', 'version.work_id')
    .select(['version.work_id', 'version.language'])
    .select(
      sql<number>`max(case when version.approved_uses <> '[]' then 2 when version.state = 'submitted' then 1 else 0 end)`.as(
        'rank',
      ),
    )
    .where('version.state', '!=', 'withdrawn')
    .where('work.withdrawn_at', 'is', null)
    .where('version.language', 'is not', null)
    .$if(kind !== undefined, (query) => query.where('work.kind', '=', kind as WorkKind))
    .groupBy(['version.work_id', 'version.language'])
  const rows = await db
    .selectFrom(furthest.as('furthest'))
    .select(['language', 'rank'])
    .select((eb) => eb.fn.countAll<number>().as('works'))
    .groupBy(['language', 'rank'])
    .execute()
  return (language: LanguageCode, standing: Exclude<Standing, 'none'>): number =>
    Number(
      rows.find((row) => row.language === language && Number(row.rank) === ranks.indexOf(standing))?.works ??
        0,
    )
}
