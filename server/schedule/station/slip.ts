import { numericDay, paperDays, paperParts } from '../../calendar/days.rules.ts'
import {
  centred,
  leadingIndent,
  letterhead,
  official,
  recipients,
  signing,
  sizes,
} from '../../print/letterhead.ts'
import type { Content, Paper } from '../../print/paper.ts'
import { type Language, say } from '../../words/words.ts'
import { printedAt } from '../billed.rules.ts'
import type { Channel } from '../channels.queries.ts'
import { weekdayName } from '../exports/paper.ts'
import { lengthText, timeOfDay } from '../schedule.rules.ts'
import type { AnsweredSlot } from './answers.service.ts'

interface Slip {
  channel: Channel
  days: readonly string[]
  slots: readonly AnsweredSlot[]
  /** The day it is dated. */
  today: string
}

const columns = ['order', 'day', 'time', 'programme', 'length', 'note', 'answer'] as const
const widths = [20, 58, 32, '*', 42, 58, 78] as const

/**
 * Phiếu đề nghị phát sóng: what we ask the station to air, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I. The
 * number is left for the clerk, the last column for the station's pen unless it has answered already.
 */
export function proposalSlip(language: Language, slip: Slip): Paper {
  const words = (key: string, values = {}) => say(language, `station.${key}`, values)
  const { channel, days, slots } = slip
  const { signature } = channel
  const cell = (text: string, style: Partial<Content> = {}): Content => ({ text, fontSize: 11, ...style })
  const rows = slots.map((slot, i) => [
    cell(String(i + 1), { alignment: 'center' }),
    cell(`${weekdayName(language, slot.day)}\n${numericDay(slot.day)}`),
    cell(timeOfDay(printedAt(slot)), { alignment: 'center' }),
    cell(slot.title),
    cell(lengthText(slot.durationMs), { alignment: 'center' }),
    cell(
      [
        slot.run === 'repeat' ? say(language, 'schedule.again') : say(language, 'schedule.first'),
        ...(slot.language === null ? [] : [say(language, `schedule.language_${slot.language}`)]),
      ].join(', '),
    ),
    cell(answerText(language, slot)),
  ])
  const head = columns.map((column) => cell(words(`column_${column}`), { bold: true, alignment: 'center' }))
  return {
    ...official,
    title: words('slip'),
    issuedAt: `${slip.today}T00:00:00.000Z`,
    footer: null,
    images: {},
    content: [
      letterhead(headWords(language, slip)),
      centred(words('slip').toLocaleUpperCase('vi'), { bold: true, fontSize: sizes.title }),
      centred(words('subject', { days: paperDays(days) }), { bold: true, margin: [0, 0, 0, 10] }),
      centred(words('to', { name: channel.name }), { margin: [0, 0, 0, 8] }),
      { text: words('asks'), alignment: 'justify', leadingIndent, margin: [0, 0, 0, 6] },
      {
        table: { widths: [...widths], headerRows: 1, dontBreakRows: true, body: [head, ...rows] },
        margin: [0, 0, 0, 8],
      },
      { text: words('please'), alignment: 'justify', leadingIndent },
      {
        columns: [
          {
            stack: recipients(words('copies'), words('copies_list')),
            width: '*',
          },
          { stack: signing(signature.capacity, signature.name), width: 220 },
        ],
        margin: [0, 16, 0, 0],
        unbreakable: true,
      },
    ],
  }
}

function answerText(language: Language, slot: AnsweredSlot): string {
  if (slot.answer === 'none' || slot.answer === 'proposed') return ''
  const said = say(language, `station.answer_${slot.answer}`, {
    time: slot.movedTo ? timeOfDay(slot.movedTo) : '',
  })
  return [said, slot.note].filter(Boolean).join('. ')
}

function headWords(language: Language, { channel, today }: Slip) {
  const words = (key: string, values = {}) => say(language, `station.${key}`, values)
  const { parent, body, place } = channel.signature
  const { day: date, month, year } = paperParts(today)
  return {
    parent,
    body,
    number: words('number'),
    nation: say(language, 'papers.nation'),
    motto: say(language, 'papers.motto'),
    placeDate: words('place_date', {
      place,
      date,
      month,
      year,
    }),
  }
}
