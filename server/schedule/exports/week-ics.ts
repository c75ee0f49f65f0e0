import { type Language, say } from '../../words/words.ts'
import type { Corrected } from '../publishing/corrected.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import { goneNote, slotNote } from './correction-notes.ts'
import { printedTitle } from './paper.ts'

export interface CalendarDay {
  /** When it was published, or the draft was read (ISO, UTC). */
  at: string
  slots: readonly PlannedSlot[]
  corrected?: Corrected | null | undefined
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

/** Seconds since 2020: every publication counts further than the one before it, of whichever day. */
const sequenceOf = (at: string) => Math.floor((Date.parse(at) - Date.UTC(2020)) / 1000)

interface Event {
  slot: PlannedSlot
  at: string
  /** What was corrected about it. */
  note: string
  cancelled: boolean
}

/**
 * A slot that now stands on another day may still be in what was published of the one it left: the later one counts.
 * A row that a correction took off the air stays, as cancelled, so that whoever subscribed is told and does not just miss it.
 */
function events(language: Language, days: readonly CalendarDay[]): Event[] {
  const latest = new Map<string, Event>()
  for (const { slots, at, corrected } of days)
    for (const slot of slots) {
      const known = latest.get(slot.slotId)
      if (!known || known.at < at)
        latest.set(slot.slotId, { slot, at, note: slotNote(language, corrected, slot), cancelled: false })
    }
  for (const { at, corrected } of days)
    for (const slot of corrected?.gone ?? [])
      if (corrected && !latest.has(slot.slotId))
        latest.set(slot.slotId, { slot, at, note: goneNote(language, corrected, slot), cancelled: true })
  return [...latest.values()].sort((a, b) => (a.slot.startsAt < b.slot.startsAt ? -1 : 1))
}

/**
 * A channel's days as iCalendar (RFC 5545). Instants in UTC; an event keeps its UID for as long as its slot lives, and SEQUENCE follows
 * the moment of the publication it stands in, so that it grows when a slot moves to another day too.
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
    ...events(language, days).flatMap(({ slot, at, note, cancelled }) => [
      'BEGIN:VEVENT',
      `UID:${slot.slotId}@vang`,
      `DTSTAMP:${utc(at)}`,
      `LAST-MODIFIED:${utc(at)}`,
      `SEQUENCE:${sequenceOf(at)}`,
      `DTSTART:${utc(slot.startsAt)}`,
      `DTEND:${utc(slot.endsAt)}`,
      `SUMMARY:${text(`${draft ? `[${draft}] ` : ''}${printedTitle(language, slot)}`)}`,
      ...(slot.note || note ? [`DESCRIPTION:${text([note, slot.note].filter(Boolean).join('\n'))}`] : []),
      ...(slot.language ? [`CATEGORIES:${text(say(language, `schedule.language_${slot.language}`))}`] : []),
      `STATUS:${cancelled ? 'CANCELLED' : draft ? 'TENTATIVE' : 'CONFIRMED'}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
