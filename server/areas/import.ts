import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { fold, sortKey } from '../db/folding.ts'
import { inTransaction } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { sha256Of } from '../storage/canonical.ts'
import { dayAfter } from './areas.rules.ts'
import { REFORM_DAY } from './reform.rules.ts'

interface AreaLine {
  code: string
  name_vi: string
  level: 'province' | 'district' | 'commune'
  parent: string
  valid_from: string
  valid_to: string
  languages: string
  notes: string
}
interface SuccessionLine {
  from_code: string
  to_code: string
  effective: string
  legal_basis: string
  former_district: string
}

const SCHEME = 'gso' // codes of the General Statistics Office; they are given again to other places
const ALWAYS = '1900-01-01'

const read = async <Line>(name: string) => {
  const text = await readFile(new URL(`./seed/${name}`, import.meta.url))
  return parse(text, { columns: true, bom: true }) as Line[]
}

/** The same file gives the same ids, whatever was imported before. */
function areaId(code: string, validFrom: string): string {
  return `area-${sha256Of(`${SCHEME}|${code}|${validFrom}`).slice(0, 24)}`
}

/** Adds the places of 2021 and of 2025 that are missing; a language order edited since is left alone. */
export async function importAreas(deps: Pick<Deps, 'db'>): Promise<void> {
  const lines = await read<AreaLine>('areas.csv')
  const idOf = new Map(lines.map((line) => [line.code, areaId(plainCode(line), line.valid_from || ALWAYS)]))
  const idFor = (code: string) => {
    const id = idOf.get(code)
    if (!id) throw new Error(`areas.csv has no ${code}`)
    return id
  }
  const areas = lines.map((line): NewRow<'area'> => {
    const name = line.name_vi.normalize('NFC')
    return {
      id: idFor(line.code),
      scheme: SCHEME,
      code: plainCode(line),
      name,
      sort_key: sortKey(name),
      folded: fold(name),
      level: line.level === 'commune' && line.valid_from >= REFORM_DAY ? 'unit' : line.level,
      parent_id: line.parent ? idFor(line.parent) : null,
      valid_from: line.valid_from || ALWAYS,
      valid_to: line.valid_to ? dayAfter(line.valid_to) : null,
      languages: JSON.stringify(line.languages.split('>')),
      notes: line.notes,
    }
  })
  const successions = (await read<SuccessionLine>('areas-succession.csv')).map(
    (line): NewRow<'area_succession'> => ({
      id: `succession-${sha256Of(`${line.from_code}|${line.to_code}|${line.effective}`).slice(0, 24)}`,
      from_area_id: idFor(line.from_code),
      to_area_id: idFor(line.to_code),
      effective: line.effective,
      legal_basis: line.legal_basis,
      former_district: line.former_district,
    }),
  )
  await inTransaction(deps.db, async (trx) => {
    // The file lists a place after the one it lies in.
    await trx
      .insertInto('area')
      .values(areas)
      .onConflict((c) => c.doNothing())
      .execute()
    await trx
      .insertInto('area_succession')
      .values(successions)
      .onConflict((c) => c.doNothing())
      .execute()
  })
}

/** "01273-2020" is how the file tells the two holders of one code apart. */
function plainCode(line: AreaLine): string {
  return line.code.replace(/-\d{4}$/, '')
}
