import { type Language, say } from '../../words/words.ts'
import { lengthText } from '../schedule.rules.ts'
import type { PlanConflict } from './conflicts.service.ts'

/** The values of a sentence in the reader's language: lengths and languages in words. */
function spoken(language: Language, values: Record<string, string>): Record<string, string> {
  return {
    ...values,
    ...(values.lengthMs === undefined ? {} : { length: lengthText(Number(values.lengthMs)) }),
    ...(values.language === undefined
      ? {}
      : { language: say(language, `schedule.language_${values.language}`) }),
  }
}

/** Conflicts as a person reads them: a plain sentence, and what each click would do. */
export const told = (language: Language, conflicts: readonly PlanConflict[]) =>
  conflicts.map(({ values, remedies, ...conflict }) => ({
    ...conflict,
    values,
    sentence: say(language, `schedule.conflict_${conflict.code}`, spoken(language, values)),
    remedies: remedies.map((remedy) => ({
      ...remedy,
      label: say(language, `schedule.remedy_${remedy.code}`, spoken(language, remedy.values)),
    })),
  }))
export type ToldConflict = ReturnType<typeof told>[number]
