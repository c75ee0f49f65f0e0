import { numericDay } from '../../calendar/days.rules.ts'
import { type Language, say } from '../../words/words.ts'
import { billedApart, printedAt } from '../billed.rules.ts'
import { lengthText, timeOfDay } from '../schedule.rules.ts'
import type { Sheet } from '../week.service.ts'
import { weekdayName } from './paper.ts'

const columns = ['weekday', 'date', 'time', 'programme', 'length', 'run', 'language', 'note', 'kind'] as const

/**
 * The heads of a table of the week, and a row for each slot: what the same table, read in again, lays anew. The hour is
 * the exact one; announced ones have a column where there are any.
 */
export function weekRows(language: Language, sheet: Sheet): { heads: string[]; rows: string[][] } {
  const words = (key: string) => say(language, `schedule.${key}`)
  const billed = sheet.days.some(({ slots }) => slots.some(billedApart))
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
      ...(billed ? [billedApart(slot) ? timeOfDay(printedAt(slot)) : ''] : []),
    ]),
  )
  return { heads: [...columns, ...(billed ? ['billed'] : [])].map(words), rows }
}
