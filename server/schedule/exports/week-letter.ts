import { paperDay, paperParts } from '../../calendar/days.rules.ts'
import { type Language, say } from '../../words/words.ts'
import type { Sheet } from '../week.service.ts'
import { dayNote } from './correction-notes.ts'
import { draftMark, printedRows, rangeLine, weekdayName } from './paper.ts'

/** Every word of the week as it is signed, in reading order; PDF and Word only set it. */
export function weekLetter(language: Language, sheet: Sheet, today: string) {
  const words = (key: string, values = {}) => say(language, `schedule.${key}`, values)
  const { signature } = sheet.channel
  const draft = draftMark(language, sheet)
  const number = Math.max(0, ...sheet.days.map((of) => of.number ?? 0))
  return {
    parent: signature.parent,
    body: signature.body,
    number: words('number'),
    nation: words('nation'),
    motto: words('motto'),
    placeDate: words('place_date', {
      place: signature.place,
      ...paperParts(today),
    }),
    draft,
    title: words('title'),
    channel: sheet.channel.name,
    range: `(${rangeLine(language, sheet)})`,
    heads: [words('time'), words('programme')] as const,
    days: sheet.days
      .filter((of) => of.slots.length > 0)
      .map((of) => ({
        head: words('day_head', { weekday: weekdayName(language, of.day), day: paperDay(of.day) }),
        rows: printedRows(language, of),
        note: dayNote(language, of.corrected),
      })),
    recipients: words('recipients'),
    recipientsList: [words('recipient_archive')],
    stamp: [draft || words('version', { number }), words('paper_stamp')],
    capacity: signature.capacity,
    name: signature.name,
  }
}
export type Letter = ReturnType<typeof weekLetter>

/** Where the code on the paper leads: whoever opens it learns which days have a newer publication. */
export const paperPath = (sheet: Sheet) =>
  `/lich/in?from=${sheet.from}&kenh=${sheet.channel.id}&ban=${sheet.days.map((day) => day.number ?? 0).join('.')}`
