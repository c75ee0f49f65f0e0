import { DAY_MS, parseLength, parseTimeOfDay } from '../schedule.rules.ts'

const DAY_S = 86_400
/** Hours past midnight that still belong to the evening before: 24:30 to 29:59, or 2430. */
const LATE = /^\s*2[4-9](?=\s*[h:.g]|(?:\d\d){1,2}\s*$)/i

/** Seconds since midnight, and 1 where the hour is written as past the day's end (24:30). */
interface Hour {
  seconds: number
  nextDay: 0 | 1
}

/** An hour as clocks show it: 25:30 is 01:30. All else stays as it was typed. */
export const asOnClock = (text: string): string =>
  text.replace(LATE, (hour) => String(Number(hour) - 24).padStart(2, '0'))

/** An hour as people type it. */
export function readHour(text: string): Hour | undefined {
  const seconds = parseTimeOfDay(asOnClock(text))
  return seconds === undefined ? undefined : { seconds, nextDay: LATE.test(text) ? 1 : 0 }
}

/** Whether an hour is written as past the end of a broadcast day that begins so many minutes after midnight. */
export const isBeyondDay = ({ seconds, nextDay }: Hour, dayStartsMin: number): boolean =>
  nextDay === 1 && seconds >= dayStartsMin * 60

/**
 * When something begins on a broadcast day that starts so many minutes after midnight, in seconds since midnight; 25:30
 * is the night of the same day. Undefined where it cannot be read, or lies beyond the day's end.
 */
export function startIn(text: string, dayStartsMin: number): number | undefined {
  const hour = readHour(text)
  return hour && !isBeyondDay(hour, dayStartsMin) ? hour.seconds : undefined
}

const fractionOf = (text: string) => (/^0?\.\d{3,}(?:e-\d+)?$/i.test(text.trim()) ? Number(text) : undefined)

/** When a row begins: as people type it, as a range ("20:10 - 20:40") or as a spreadsheet's part of a day (0.84027). */
export function readTime(text: string): Hour | undefined {
  const fraction = fractionOf(text)
  if (fraction === undefined) return readHour(text.split(/\s*[-–]\s*|\s+đến\s+/)[0] ?? '')
  const seconds = Math.round(fraction * DAY_S)
  return seconds >= DAY_S ? undefined : { seconds, nextDay: 0 }
}

/** How long a row lasts (ms): as people type it, or as a spreadsheet's part of a day. */
export function readLength(text: string): number | undefined {
  const fraction = fractionOf(text)
  if (fraction === undefined) return parseLength(text)
  const ms = Math.round(fraction * DAY_S) * 1000
  return ms > 0 && ms <= DAY_MS ? ms : undefined
}
