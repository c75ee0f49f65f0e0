import type { TFunction } from 'i18next'
import { billedApart, printedAt } from '../../server/schedule/billed.rules.ts'
import { timeOfDay } from '../../server/schedule/schedule.rules.ts'
import { duration, shortDate, weekday } from '../ui/format.ts'
import { languageName } from '../ui/LanguageChip.tsx'
import type { Slot } from './schedule.api.ts'

/** 10 phút, or 1'30" where the minutes are not whole. */
export function shared(t: TFunction<'schedule'>, ms: number): string {
  return ms % 60_000 === 0 ? t('minutes', { count: ms / 60_000 }) : duration(ms)
}

export const dayName = (day: string) => `${weekday(day)} ${shortDate(day)}`

/** What a screen reader hears of a slot: hour, title, length, and all that its look says. */
export function spoken(t: TFunction<'schedule'>, slot: Slot, overlapMs: number, concerns: string): string {
  return [
    `${timeOfDay(slot.startsAt)} - ${timeOfDay(slot.endsAt)}`,
    billedApart(slot) && t('mark.billed', { time: timeOfDay(printedAt(slot)) }),
    slot.title,
    duration(slot.durationMs),
    slot.kind === 'relay' || slot.kind === 'live' ? t(`kind.${slot.kind}`) : t(`run.${slot.run}`),
    slot.language && slot.language !== 'vi' && languageName(slot.language),
    slot.placeholder && t('placeholder'),
    slot.pinNotApproved && t('pinNotApproved'),
    concerns,
    overlapMs > 0 && t('overlap', { span: shared(t, overlapMs) }),
  ]
    .filter(Boolean)
    .join(', ')
}
