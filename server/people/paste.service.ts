import { change } from '../db/audit.ts'
import { fold } from '../db/folding.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { type Language, say } from '../words/words.ts'
import { loginFor } from './login.ts'
import { MOST_ROWS, type PastedRow, parsePasted, roleFromWord } from './paste.ts'
import { listPeople, listUnits, loginsTaken, phonesTaken } from './people.queries.ts'
import type { PasteProblem, PreviewRow, Unit } from './people.schema.ts'
import { insertPerson } from './people.service.ts'
import { normalisePhone } from './phone.rules.ts'
import { insertUnit } from './units.service.ts'

interface Known {
  units: Unit[]
  logins: Set<string>
  /** Number to the name of whoever has it: in the database, or further up in the same table. */
  phones: Map<string, string>
  /** Who is there already, as name and unit: a table pasted twice must not double them. */
  there: Set<string>
}

const placeOf = (name: string, unitId: string) => `${fold(name)} | ${unitId}`

/** Says row by row what adding would do, without doing it. */
export async function previewPaste(db: DbOrTrx, text: string, language: Language): Promise<PreviewRow[]> {
  const rows = parsePasted(text)
  if (rows.length > MOST_ROWS) throw new DomainError('too_large')
  const known: Known = {
    units: await listUnits(db),
    logins: await loginsTaken(db),
    phones: await phonesTaken(db),
    there: new Set((await listPeople(db)).map(({ name, unit }) => placeOf(name, unit.id))),
  }
  return rows.map((row) => previewRow(row, known, language))
}

function previewRow(row: PastedRow, known: Known, language: Language): PreviewRow {
  const problems: PasteProblem[] = []
  const problem = (field: PasteProblem['field'], key: string, values: Record<string, unknown> = {}) => {
    problems.push({ field, message: say(language, `people.${key}`, values) })
  }
  if (row.name.length < 2 || row.name.length > 120) problem('name', 'nameMissing')

  const phone = row.phone ? normalisePhone(row.phone) : null
  if (phone === undefined) problem('phone', 'phoneUnreadable', { phone: row.phone })
  const owner = phone ? known.phones.get(phone) : undefined
  if (owner !== undefined) problem('phone', 'phoneTaken', { owner })

  const unit = unitNamed(known.units, row.unit)
  if (!row.unit) problem('unit', 'unitMissing')

  // Two people of one name in one unit are told apart by their numbers.
  const place = placeOf(row.name, unit?.id ?? fold(row.unit))
  if (!phone && known.there.has(place)) problem('name', 'alreadyThere')

  const role = roleFromWord(row.role)
  if (!role) problem('role', row.role ? 'roleUnknown' : 'roleMissing', { role: row.role })

  const login = loginFor(row.name, known.logins)
  if (problems.length === 0) {
    known.logins.add(login)
    known.there.add(place)
    if (phone) known.phones.set(phone, row.name)
  }
  return {
    line: row.line,
    name: row.name,
    phone: phone ?? (row.phone || null),
    unit: unit ? { id: unit.id, name: unit.name } : { id: null, name: row.unit },
    role: role ?? null,
    roleWord: row.role,
    login,
    problems,
  }
}

/** "doan nghe thuat" is enough to name "Đoàn Nghệ thuật tỉnh", as long as it names no other. */
function unitNamed(units: readonly Unit[], text: string): Unit | undefined {
  const wanted = fold(text)
  if (!wanted) return undefined
  const same = units.find((unit) => fold(unit.name) === wanted)
  const containing = units.filter((unit) => fold(unit.name).includes(wanted))
  return same ?? (containing.length === 1 ? containing[0] : undefined)
}

/**
 * Adds every row without a problem, in one transaction; rows whose unit is not there are added only with `addUnits`.
 * Returns who was added, for their slips, and how many rows were left out.
 */
export async function applyPaste(deps: Deps, actor: Actor, input: { text: string; addUnits: boolean }) {
  return change(deps, actor, async (trx, record) => {
    const rows = await previewPaste(trx, input.text, 'vi')
    const added: { id: string; login: string; name: string }[] = []
    const newUnits = new Map<string, string>()
    for (const { name, phone, unit, role, login, problems } of rows) {
      if (problems.length > 0 || !role || (unit.id === null && !input.addUnits)) continue
      const key = fold(unit.name)
      const unitId =
        unit.id ??
        newUnits.get(key) ??
        (await insertUnit(deps, trx, record, { name: unit.name, kind: 'other' })).id
      newUnits.set(key, unitId)
      const person = { name, role, unitId, login, languages: ['vi' as const], ...(phone ? { phone } : {}) }
      added.push({ ...(await insertPerson(deps, trx, record, person)), name })
    }
    if (added.length === 0) throw new DomainError('nothing_to_add')
    return { added, skipped: rows.length - added.length }
  })
}
