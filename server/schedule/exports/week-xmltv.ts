import { XMLBuilder } from 'fast-xml-parser'
import { Temporal } from 'temporal-polyfill'
import { STATION_ZONE } from '../../calendar/days.rules.ts'
import { type Language, say } from '../../words/words.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import type { Sheet } from '../week.service.ts'
import { dayNote, slotNote } from './correction-notes.ts'
import { draftMark } from './paper.ts'

// What XML 1.0 cannot hold, escaped or not (its production Char); the builder would let it through.
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
const clean = (text: string) => text.replace(FORBIDDEN, '').trim()

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
})

/** 20211003200000 +0700 */
function stamp(instant: string): string {
  const { year, month, day, hour, minute, second, offset } =
    Temporal.Instant.from(instant).toZonedDateTimeISO(STATION_ZONE)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${year}${two(month)}${two(day)}${two(hour)}${two(minute)}${two(second)} ${offset.replace(':', '')}`
}

/** Children stand in the order that xmltv.dtd fixes. */
function programme(language: Language, channel: string, slot: PlannedSlot, told: string) {
  const spoken = slot.language
  const about = clean([slot.note, told].filter(Boolean).join('\n'))
  return {
    '@start': stamp(slot.startsAt),
    '@stop': stamp(slot.endsAt),
    '@channel': channel,
    title: { '@lang': 'vi', '#text': clean(slot.title) || '-' },
    ...(about ? { desc: { '@lang': 'vi', '#text': about } } : {}),
    ...(spoken === null ? {} : { language: say(language, `schedule.language_${spoken}`) }),
    length: { '@units': 'seconds', '#text': Math.round(slot.durationMs / 1000) },
    ...(slot.run === 'repeat' ? { 'previously-shown': '' } : {}),
  }
}

/** No comment may hold two hyphens, nor end in one. */
const comment = (text: string) => `<!-- ${clean(text).replace(/-(?=-)|-$/g, '- ')} -->\n`

/** The week as XMLTV, for programme guides; half-open times in the station's zone. */
export function weekXmltv(language: Language, sheet: Sheet): string {
  // XMLTV wants an id in the form of a host name.
  const channel = `${sheet.channel.id}.vang`
  const draft = draftMark(language, sheet)
  const body = builder.build({
    tv: {
      '@generator-info-name': draft ? `Vang, ${draft}` : 'Vang',
      channel: { '@id': channel, 'display-name': { '@lang': 'vi', '#text': clean(sheet.channel.name) } },
      programme: sheet.days.flatMap(({ slots, corrected }) =>
        slots.map((slot) => programme(language, channel, slot, slotNote(language, corrected, slot))),
      ),
    },
  })
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM "xmltv.dtd">\n'
  // What was taken out has no programme to be told at, so the corrections stand above all too.
  const notes = [draft, ...sheet.days.map((day) => dayNote(language, day.corrected))].filter(Boolean)
  return `${head}${notes.map(comment).join('')}${body}`
}
