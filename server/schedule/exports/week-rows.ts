import { numericDay } from '../../calendar/days.rules.ts'
import { type Language, say } from '../../words/words.ts'
import { lengthText, timeOfDay } from '../schedule.rules.ts'
import type { Sheet } from '../week.service.ts'
import { weekdayName } from './paper.ts'

const columns = ['weekday', 'date', 'time', 'programme', 'length', 'run', 'language', 'note', 'kind'] as const

/** The heads of a table of the week, and a row for each slot: what the same table, read in again, lays anew. */
export function weekRows(language: Language, sheet: Sheet): { heads: string[]; rows: string[][] } {
  const words = (key: string) => say(language, `schedule.${key}`)
  const rows = sheet.days.flatMap(({ day, slots }) =>
    slots.map((slot) => [
      weekdayName(language, day),
      numericDay(day),
      timeOfDay(slot.startsAt),
      slot.title,
      lengthText(slot.durationMs),
      words(slot.run === 'repeat' ? 'again' : 'first'),
      slot.language === null ? '' : words(`language_${slot.language}`),
      slot.note,
      words(`kind_${slot.kind}`),
    ]),
  )
  return { heads: columns.map(words), rows }
}
