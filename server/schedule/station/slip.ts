import { numericDay } from '../../calendar/days.rules.ts'
import type { Content, Paper } from '../../print/paper.ts'
import { type Language, say } from '../../words/words.ts'
import type { Channel } from '../channels.queries.ts'
import { paperDay, weekdayName } from '../exports/paper.ts'
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
const widths = [24, 62, 36, '*', 46, 66, 82] as const

const rule = (points: number): Content => ({
  svg: `<svg width="${points}" height="3"><path d="M0 1H${points}" stroke="#000" stroke-width="0.8"/></svg>`,
  alignment: 'center',
})
const centred = (text: string, style: Partial<Content> = {}): Content => ({
  text,
  alignment: 'center',
  ...style,
})

/** "ngày 01/10, 03/10/2021", or the one day. */
export function slipDays(days: readonly string[]): string {
  return days.map((day, i) => paperDay(day, i === days.length - 1)).join(', ')
}

/**
 * Phiếu đề nghị phát sóng: what we ask the station to air, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I. The
 * number is left for the clerk, the last column for the station's pen unless it has answered already.
 */
export function proposalSlip(language: Language, slip: Slip): Paper {
  const words = (key: string, values = {}) => say(language, `station.${key}`, values)
  const { channel, days, slots } = slip
  const { signature } = channel
  const cell = (text: string, style: Partial<Content> = {}): Content => ({ text, fontSize: 10, ...style })
  const rows = slots.map((slot, i) => [
    cell(String(i + 1), { alignment: 'center' }),
    cell(`${weekdayName(language, slot.day)}\n${numericDay(slot.day)}`),
    cell(timeOfDay(slot.startsAt), { alignment: 'center' }),
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
    title: words('slip'),
    issuedAt: `${slip.today}T00:00:00.000Z`,
    marginsMm: [30, 20, 17, 20],
    landscape: false,
    fontSize: 12,
    pageNumbers: true,
    footer: null,
    images: {},
    content: [
      letterhead(language, slip),
      centred(words('slip').toLocaleUpperCase('vi'), { bold: true, fontSize: 14 }),
      centred(words('subject', { days: slipDays(days) }), { bold: true, margin: [0, 0, 0, 10] }),
      centred(words('to', { name: channel.name }), { margin: [0, 0, 0, 8] }),
      { text: words('asks'), alignment: 'justify', margin: [0, 0, 0, 6] },
      {
        table: { widths: [...widths], headerRows: 1, dontBreakRows: true, body: [head, ...rows] },
        margin: [0, 0, 0, 8],
      },
      { text: words('please'), alignment: 'justify' },
      {
        columns: [
          {
            stack: [
              { text: words('copies'), bold: true, fontSize: 12 },
              { text: words('copies_list'), fontSize: 11 },
            ],
            width: '*',
          },
          {
            stack: [
              centred(signature.capacity, { bold: true }),
              centred(' ', { margin: [0, 52, 0, 0] }),
              centred(signature.name, { bold: true }),
            ],
            width: 220,
          },
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

/** The issuing body at the left under its parent, the nation and its motto at the right (Nghị định 30/2020, Phụ lục I). */
function letterhead(language: Language, { channel, today }: Slip): Content {
  const words = (key: string, values = {}) => say(language, `station.${key}`, values)
  const { signature } = channel
  const [year = '', month = '', date = ''] = today.split('-')
  const placeDate = words('place_date', {
    place: signature.place,
    date,
    month: Number(month) <= 2 ? month : String(Number(month)),
    year,
  })
  return {
    columns: [
      {
        stack: [
          centred(signature.parent),
          centred(signature.body, { bold: true }),
          rule(60),
          centred(words('number'), { margin: [0, 6, 0, 0] }),
        ],
        width: 205,
      },
      {
        stack: [
          centred(say(language, 'papers.nation'), { bold: true }),
          centred(say(language, 'papers.motto'), { bold: true, fontSize: 12 }),
          rule(150),
          centred(placeDate, { margin: [0, 6, 0, 0] }),
        ],
        width: '*',
      },
    ],
    columnGap: 6,
    fontSize: 10,
    margin: [0, 0, 0, 16],
  }
}
