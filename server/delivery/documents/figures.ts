import { numericDay } from '../../calendar/days.rules.ts'
import { broadcastDayOf, timeOfDay } from '../../schedule/schedule.rules.ts'
import type { Language } from '../../words/words.ts'

const locales = { vi: 'vi-VN', en: 'en-GB' } as const

/** 1.234,5 in Vietnamese. */
export function decimal(language: Language, value: number, digits = 1): string {
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  // The minus of Intl is a sign of its own in some locales; tables line up with the plain one.
  return new Intl.NumberFormat(locales[language], exactly).format(value).replace('\u2212', '-')
}

/** A dash where nothing could be measured. */
export const orDash = (language: Language, value: number | null, digits = 1) =>
  value === null ? '–' : decimal(language, value, digits)

export const bytesText = (language: Language, bytes: number) => decimal(language, bytes, 0)

/** "03/10/2021 15:30", by the station's clock. */
export function momentText(instant: string): string {
  return `${numericDay(broadcastDayOf(instant))} ${timeOfDay(`${instant.slice(0, 16)}:00Z`)}`
}

/** A long hash in two lines of a table, each read as one word. */
export const hashText = (sha256: string) => `${sha256.slice(0, 32)}\n${sha256.slice(32)}`
