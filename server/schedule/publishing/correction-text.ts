import { numericDay } from '../../calendar/days.rules.ts'
import { type Language, say } from '../../words/words.ts'
import { weekdayName } from '../exports/paper.ts'
import { timeOfDay } from '../schedule.rules.ts'
import type { Correction } from './corrections.queries.ts'
import { type CorrectionLine, toldHours } from './urgent.rules.ts'

/** “Ca múa nhạc”: 20:10 chuyển 20:30 */
export function correctionSentence(language: Language, line: CorrectionLine): string {
  const { from, to } = toldHours(line)
  const by = line.kind === 'replaced' ? line.by : ''
  return say(language, `schedule.correction_${line.kind}`, {
    title: line.title,
    from: timeOfDay(from),
    to: timeOfDay(to),
    by,
  })
}

/** The correction as a message for Zalo. */
export function correctionText(language: Language, correction: Correction): string {
  const { channelName, day, lines, reason, number } = correction
  return [
    say(language, 'schedule.correction'),
    `${channelName}, ${weekdayName(language, day)}, ${numericDay(day)}`,
    ...lines.map((line) => correctionSentence(language, line)),
    ...(reason ? [say(language, 'schedule.correction_reason', { reason })] : []),
    say(language, 'schedule.correction_rest', { number }),
  ].join('\n')
}
