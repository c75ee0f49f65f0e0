import { mondayOf } from '../../server/calendar/days.rules.ts'
import { readDay } from '../../server/schedule/imports/days.rules.ts'

/** A year that is not written out, and one that stands first as nobody here writes it: what comes beside it would be misread. */
const misread = /\d[/.-]\d{1,2}[/.-](?:\d|\d{3}|\d{5,})$|^\d{4}[/.]/

/** The day (YYYY-MM-DD) that somebody means who types on `today`; a weekday alone is of this week. Empty where it is none. */
export const typedDay = (words: string, today: string): string =>
  misread.test(words.trim()) ? '' : (readDay(words, mondayOf(today))?.day ?? '')
