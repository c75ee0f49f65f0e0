import { DAY_MS, parseLength, parseTimeOfDay } from '../schedule.rules.ts'

const DAY_S = 86_400
/** Hours past midnight that still belong to the evening before: 24:30 to 29:59. */
const LATE = /^\s*2[4-9](?=\s*[h:.g])/i

const fractionOf = (text: string) => (/^0?\.\d{3,}(?:e-\d+)?$/i.test(text.trim()) ? Number(text) : undefined)

/**
 * When a row begins: seconds since midnight, and 1 where it is written as past the day's end (24:30). As people type
 * it, as a range ("20:10 - 20:40") or as a spreadsheet's part of a day (0.84027).
 */
export function readTime(text: string): { seconds: number; nextDay: 0 | 1 } | undefined {
  const first = text.split(/\s*[-–]\s*|\s+đến\s+/)[0] ?? ''
  if (LATE.test(first)) {
    const seconds = parseTimeOfDay(first.replace(LATE, (hour) => String(Number(hour) - 24)))
    return seconds === undefined ? undefined : { seconds, nextDay: 1 }
  }
  const fraction = fractionOf(text)
  const seconds = fraction === undefined ? parseTimeOfDay(first) : Math.round(fraction * DAY_S)
  return seconds === undefined || seconds >= DAY_S ? undefined : { seconds, nextDay: 0 }
}

/** How long a row lasts (ms): as people type it, or as a spreadsheet's part of a day. */
export function readLength(text: string): number | undefined {
  const fraction = fractionOf(text)
  if (fraction === undefined) return parseLength(text)
  const ms = Math.round(fraction * DAY_S) * 1000
  return ms > 0 && ms <= DAY_MS ? ms : undefined
}
