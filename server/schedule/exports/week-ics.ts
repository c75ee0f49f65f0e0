import { type Language, say } from '../../words/words.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import { printedTitle } from './paper.ts'

export interface CalendarDay {
  /** Of the publication; null for a draft. */
  number: number | null
  /** When it was published, or the draft was read (ISO, UTC). */
  at: string
  slots: readonly PlannedSlot[]
}

export interface CalendarOf {
  channel: { id: string; name: string }
  /** Said in the calendar's name and in every title; empty for what was published. */
  draft: string
  days: readonly CalendarDay[]
}

/** TEXT of RFC 5545, 3.3.11: what separates is escaped, a line break becomes \n, other control characters are left out. */
const text = (value: string) =>
  value
    .normalize('NFC')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n?|\n/g, '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the format forbids
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]|\p{Cs}/gu, '')

/** 20211003T131000Z */
const utc = (instant: string) => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`

const MOST_OCTETS = 75

/** A content line folded so that none is longer than 75 octets and no letter is torn (RFC 5545, 3.1). */
export function folded(line: string): string {
  let octets = 0
  let out = ''
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (octets + size > MOST_OCTETS) {
      out += '\r\n '
      octets = 1
    }
    out += sign
    octets += size
  }
  return out
}

/** A slot that now stands on another day may still be in what was published of the one it left: the later one counts. */
function latest(days: readonly CalendarDay[]) {
  const events = new Map<string, { slot: PlannedSlot; number: number | null; at: string }>()
  for (const { slots, number, at } of days)
    for (const slot of slots) {
      const known = events.get(slot.slotId)
      if (!known || known.at < at) events.set(slot.slotId, { slot, number, at })
    }
  return [...events.values()].sort((a, b) => (a.slot.startsAt < b.slot.startsAt ? -1 : 1))
}

/**
 * A channel's days as iCalendar (RFC 5545). Instants in UTC; an event keeps its UID for as long as its slot lives, and
 * SEQUENCE is the number of the publication it stands in.
 */
export function calendarText(language: Language, { channel, draft, days }: CalendarOf): string {
  const name = draft ? `${channel.name} (${draft})` : channel.name
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Vang//Lich phat song//VI',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${text(name)}`,
    `NAME:${text(name)}`,
    'X-WR-TIMEZONE:Asia/Ho_Chi_Minh',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...latest(days).flatMap(({ slot, number, at }) => [
      'BEGIN:VEVENT',
      `UID:${slot.slotId}@vang`,
      `DTSTAMP:${utc(at)}`,
      `LAST-MODIFIED:${utc(at)}`,
      `SEQUENCE:${number ?? 0}`,
      `DTSTART:${utc(slot.startsAt)}`,
      `DTEND:${utc(slot.endsAt)}`,
      `SUMMARY:${text(`${draft ? `[${draft}] ` : ''}${printedTitle(language, slot)}`)}`,
      ...(slot.note ? [`DESCRIPTION:${text(slot.note)}`] : []),
      ...(slot.language ? [`CATEGORIES:${text(say(language, `schedule.language_${slot.language}`))}`] : []),
      `STATUS:${draft ? 'TENTATIVE' : 'CONFIRMED'}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
