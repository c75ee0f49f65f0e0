import type { Content, Paper } from '../../print/paper.ts'
import { form, type Letter } from './week-letter.ts'

const rule = (points: number): Content => ({
  svg: `<svg width="${points}" height="3"><path d="M0 1H${points}" stroke="#000" stroke-width="0.8"/></svg>`,
  alignment: 'center',
})

/** The week as it is signed, on A4; `qr` is an SVG. */
export function weekPdf(letter: Letter, about: { today: string; qr: string }): Paper {
  return {
    title: `${letter.title} ${letter.range}`,
    issuedAt: `${about.today}T00:00:00+07:00`,
    marginsMm: form.marginsMm,
    landscape: false,
    fontSize: form.body - 2,
    pageNumbers: true,
    footer: letter.draft ? { left: letter.draft, right: letter.range } : null,
    images: {},
    content: [...head(letter), ...letter.days.map(dayTable(letter)), foot(letter, about.qr)],
  }
}

function head(letter: Letter): Content[] {
  const body: Content = {
    stack: [
      { text: letter.parent, alignment: 'center' },
      { text: letter.body, bold: true, alignment: 'center' },
      rule(60),
      { text: letter.number, alignment: 'center', margin: [0, 4, 0, 0] },
    ],
    width: 205,
  }
  const nation: Content = {
    stack: [
      { text: letter.nation, bold: true, alignment: 'center' },
      { text: letter.motto, bold: true, alignment: 'center', fontSize: 11 },
      rule(150),
      { text: letter.placeDate, alignment: 'center', margin: [0, 4, 0, 0] },
    ],
    width: '*',
  }
  const centred = { alignment: 'center' as const }
  return [
    { columns: [body, nation], columnGap: 6, fontSize: 10, margin: [0, 0, 0, 12] },
    ...(letter.draft
      ? [{ text: letter.draft, bold: true, fontSize: 14, color: '#a52a2d', ...centred } as Content]
      : []),
    { text: letter.title, bold: true, fontSize: 14, ...centred },
    { text: letter.channel, bold: true, fontSize: 12, ...centred },
    { text: letter.range, fontSize: 12, ...centred, margin: [0, 0, 0, 8] },
  ]
}

const dayTable =
  (letter: Letter) =>
  (day: Letter['days'][number]): Content => ({
    table: {
      widths: [52, '*'],
      headerRows: 2,
      dontBreakRows: true,
      body: [
        [{ text: day.head, bold: true, fontSize: 12, colSpan: 2 }, { text: '' }],
        letter.heads.map((text) => ({ text, bold: true })),
        ...day.rows.map((row) => row.map((text) => ({ text }))),
      ],
    },
    layout: 'lightHorizontalLines',
    margin: [0, 6, 0, 4],
  })

/** Recipients and code on the left, the signature on the right; they stay on one page. */
function foot(letter: Letter, qr: string): Content {
  const left: Content = {
    stack: [
      { text: letter.recipients, bold: true },
      ...letter.recipientsList.map((text) => ({ text, fontSize: 9 })),
      { svg: qr.replace('<svg ', '<svg width="76" height="76" '), margin: [0, 8, 0, 0] },
      ...letter.stamp.map((text) => ({ text, fontSize: 9 })),
    ],
    width: '*',
  }
  const sign: Content = {
    stack: [
      { text: letter.capacity, bold: true },
      { text: letter.name, bold: true, margin: [0, 64, 0, 0] },
    ],
    alignment: 'center',
    width: '*',
  }
  return { columns: [left, sign], unbreakable: true, margin: [0, 14, 0, 0] }
}
