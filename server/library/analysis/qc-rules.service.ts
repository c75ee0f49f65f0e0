import { type FindingCode, usualSeverity } from '../../../media/finding.ts'
import { change } from '../../db/audit.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { keepSetting, settingOf } from '../../db/settings.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { type Language, say } from '../../words/words.ts'
import { foundFrom, type JudgedCode, judgedCodes, type StationRules } from './qc-rules.schema.ts'

const key = 'qc.rules'

// Everything a person may judge is something an analysis can find.
const judgedFindings: readonly (JudgedCode & FindingCode)[] = judgedCodes

const usualOf = (code: JudgedCode & FindingCode) => ({
  graveness: usualSeverity[code],
  leastMs: foundFrom(code),
})

/** How this station judges what is found, where it differs from the usual. */
export async function stationRulesNow(db: DbOrTrx): Promise<StationRules> {
  return JSON.parse((await settingOf(db, key)) ?? '{}') as StationRules
}

/** Every rule in plain words: how grave it is, and from what length on it is told, here and usually. */
export async function qcRulesNow(db: DbOrTrx, language: Language) {
  const rules = await stationRulesNow(db)
  return {
    rules: judgedFindings.map((code) => ({
      code,
      title: say(language, `library.rule_${code}`),
      about: say(language, `library.about_${code}`),
      ...usualOf(code),
      ...rules[code],
      usual: usualOf(code),
    })),
  }
}

/** Takes effect on every report that is said from now on, also of recordings that were analysed long ago. */
export async function changeStationRules(
  deps: Pick<Deps, 'db' | 'live' | 'clock'>,
  actor: Actor,
  input: { rules: StationRules },
): Promise<void> {
  const differing = differingFromUsual(input.rules)
  await change(deps, actor, async (trx, record) => {
    const before = await stationRulesNow(trx)
    await keepSetting(trx, key, JSON.stringify(differing))
    await record({
      action: 'library.rules',
      subjectKind: 'rules',
      subjectId: key,
      detail: { before, after: differing },
    })
  })
}

// What is said to be as usual follows the usual, whatever that will be.
function differingFromUsual(rules: StationRules): StationRules {
  const differing: StationRules = {}
  for (const code of judgedFindings) {
    const { graveness, leastMs } = rules[code] ?? {}
    const usual = usualOf(code)
    const rule = {
      ...(graveness === undefined || graveness === usual.graveness ? {} : { graveness }),
      ...(leastMs === undefined || leastMs === usual.leastMs ? {} : { leastMs }),
    }
    if (Object.keys(rule).length > 0) differing[code] = rule
  }
  return differing
}
