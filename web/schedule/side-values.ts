import type { TFunction } from 'i18next'
import { instantOf, lengthText, timeOfDay } from '../../server/schedule/schedule.rules.ts'
import { languageName } from '../ui/LanguageChip.tsx'
import type { Difference } from './OtherSide.tsx'
import { dayName } from './sentences.ts'
import type { Sides } from './stale.ts'

/** What two people want of one slot, where it differs, in words. */
export function differences(t: TFunction<'schedule'>, { id, yours, theirs }: Sides): Difference[] {
  if (!theirs) return []
  const row = (name: string, field: string, mine: string, other: string): Difference[] =>
    mine === other
      ? []
      : [
          {
            key: `${id} ${name}`,
            field,
            yours: mine || t('stale.nothing'),
            theirs: other || t('stale.nothing'),
          },
        ]
  if (yours.do === 'remove') {
    const place = `${dayName(theirs.day)} ${timeOfDay(theirs.startsAt)}, ${lengthText(theirs.durationMs)}`
    return row('taken', theirs.title, t('stale.taken'), place)
  }
  const { day, start, billed, durationMs, title, note, run, language } = yours
  const spoken = (code: typeof language) => (code ? languageName(code) : '')
  return [
    ...(day === undefined ? [] : row('day', t('form.day'), dayName(day), dayName(theirs.day))),
    ...(start === undefined
      ? []
      : row('start', t('form.start'), timeOfDay(instantOf(theirs.day, start)), timeOfDay(theirs.startsAt))),
    ...(billed === undefined
      ? []
      : row(
          'billed',
          t('form.billed'),
          billed === null ? '' : timeOfDay(instantOf(theirs.day, billed)),
          theirs.billedAt === null ? '' : timeOfDay(theirs.billedAt),
        )),
    ...(durationMs === undefined
      ? []
      : row('length', t('form.length'), lengthText(durationMs), lengthText(theirs.durationMs))),
    ...(title === undefined ? [] : row('title', t('form.title'), title || theirs.title, theirs.title)),
    ...(language === undefined
      ? []
      : row('language', t('form.language'), spoken(language), spoken(theirs.language))),
    ...(run === undefined ? [] : row('run', t('form.run'), t(`run.${run}`), t(`run.${theirs.run}`))),
    ...(note === undefined ? [] : row('note', t('form.note'), note, theirs.note)),
  ]
}
