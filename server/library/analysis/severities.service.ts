import { type FindingCode, usualSeverity } from '../../../media/finding.ts'
import { change } from '../../db/audit.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { type Language, say } from '../../words/words.ts'
import { type JudgedCode, judgedCodes, type Severities } from './severities.schema.ts'

export { judged } from './severities.rules.ts'

const key = 'qc.severities'

// Everything a person may judge is something an analysis can find.
const judgedFindings: readonly (JudgedCode & FindingCode)[] = judgedCodes

/** How grave this station calls what is found, where it differs from the usual. */
export async function severitiesNow(db: DbOrTrx): Promise<Severities> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return row ? (JSON.parse(row.value) as Severities) : {}
}

/** Every rule in plain words, with how grave it is here and usually. */
export async function qcRulesNow(db: DbOrTrx, language: Language) {
  const severities = await severitiesNow(db)
  return {
    rules: judgedFindings.map((code) => ({
      code,
      title: say(language, `library.rule_${code}`),
      about: say(language, `library.about_${code}`),
      graveness: severities[code] ?? usualSeverity[code],
      usual: usualSeverity[code],
    })),
  }
}

/** Takes effect on every report that is said from now on, also of recordings that were analysed long ago. */
export async function changeSeverities(
  deps: Pick<Deps, 'db' | 'live' | 'clock'>,
  actor: Actor,
  input: { severities: Severities },
): Promise<void> {
  const differing = Object.fromEntries(
    judgedFindings.flatMap((code) => {
      const wanted = input.severities[code]
      return wanted === undefined || wanted === usualSeverity[code] ? [] : [[code, wanted]]
    }),
  )
  await change(deps, actor, async (trx, record) => {
    const before = await severitiesNow(trx)
    const value = JSON.stringify(differing)
    await trx
      .insertInto('setting')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute()
    await record({
      action: 'library.rules',
      subjectKind: 'rules',
      subjectId: key,
      detail: { before, after: differing },
    })
  })
}
