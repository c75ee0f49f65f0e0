import { numericDay, paperDay, weekdayOf } from '../../calendar/days.rules.ts'
import { type Language, say } from '../../words/words.ts'
import { dawnOf, printedAt } from '../billed.rules.ts'
import { timeOfDay } from '../schedule.rules.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import type { Sheet } from '../week.service.ts'
import { dayNote } from './correction-notes.ts'

export const weekdayName = (language: Language, day: string) =>
  say(language, `schedule.weekday_${weekdayOf(day)}`)

/** "Từ ngày 27/9 đến ngày 03/10/2021" */
export function rangeLine(language: Language, { from, to }: Pick<Sheet, 'from' | 'to'>): string {
  const sameYear = from.slice(0, 4) === to.slice(0, 4)
  return say(language, 'schedule.range', { from: paperDay(from, !sameYear), to: paperDay(to) })
}

/** The title with "(PL)" after a repeat. */
export const printedTitle = (language: Language, slot: Pick<PlannedSlot, 'title' | 'run'>) =>
  slot.run === 'repeat' ? `${slot.title} ${say(language, 'schedule.repeat_mark')}` : slot.title

/**
 * The rows of a day on paper, the announced hour and the title. A broadcast day that begins later than midnight runs on into the next
 * morning: what airs then stands below a line that says so, which has no hour.
 */
export function printedRows(
  language: Language,
  { day, slots }: Pick<Sheet['days'][number], 'day' | 'slots'>,
) {
  const rows = slots.map((slot) => [timeOfDay(printedAt(slot)), printedTitle(language, slot)] as const)
  const dawn = dawnOf({ day, slots })
  return dawn < 0 ? rows : rows.toSpliced(dawn, 0, ['', say(language, 'schedule.dawn')])
}

/** What says that a paper or file is a draft; empty for what was published. */
export const draftMark = (language: Language, { of }: Pick<Sheet, 'of'>) =>
  of === 'draft' ? say(language, 'schedule.draft') : ''

/** The week as plain text, for a message. */
export function weekText(language: Language, sheet: Sheet): string {
  const head = [
    draftMark(language, sheet),
    say(language, 'schedule.title'),
    sheet.channel.name,
    `(${rangeLine(language, sheet)})`,
  ]
  const days = sheet.days
    .filter((day) => day.slots.length > 0)
    .map(({ day, slots, corrected }) =>
      [
        `${weekdayName(language, day)}, ${numericDay(day)}`,
        ...printedRows(language, { day, slots }).map((cells) => cells.join(' ').trim()),
        ...[dayNote(language, corrected)].filter(Boolean),
      ].join('\n'),
    )
  return `${[head.filter(Boolean).join('\n'), ...days].join('\n\n')}\n`
}
