import { centred, letterhead, official, recipients, signing, sizes } from '../../print/letterhead.ts'
import type { Content, Paper } from '../../print/paper.ts'
import type { Letter } from './week-letter.ts'

/** The week as it is signed, on A4; `qr` is an SVG. */
export function weekPdf(letter: Letter, about: { today: string; qr: string }): Paper {
  return {
    ...official,
    title: `${letter.title} ${letter.range}`,
    issuedAt: `${about.today}T00:00:00+07:00`,
    footer: letter.draft ? { left: letter.draft, right: letter.range } : null,
    images: {},
    content: [
      letterhead(letter),
      ...titles(letter),
      ...letter.days.flatMap((day) => dayBlock(letter, day)),
      foot(letter, about.qr),
    ],
  }
}

const titles = (letter: Letter): Content[] => [
  ...(letter.draft ? [centred(letter.draft, { bold: true, fontSize: sizes.title, color: '#a52a2d' })] : []),
  centred(letter.title, { bold: true, fontSize: sizes.title }),
  centred(letter.channel, { bold: true }),
  centred(letter.range, { margin: [0, 0, 0, 6] }),
]

function dayBlock(letter: Letter, day: Letter['days'][number]): Content[] {
  return [
    {
      table: {
        widths: [52, '*'],
        // The day's name goes along to the next page, and is never left alone at the foot of one.
        headerRows: 2,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        body: [
          [{ text: day.head, bold: true, colSpan: 2 }, { text: '' }],
          letter.heads.map((text) => centred(text, { bold: true })),
          ...day.rows.map(([at, title]) => [centred(at), { text: title } as Content]),
        ],
      },
      lineHeight: 1.05,
      margin: [0, 6, 0, 2],
    },
    ...(day.note ? [{ text: day.note, italics: true, margin: [0, 0, 0, 2] } as Content] : []),
  ]
}

/** Recipients and code on the left, the signature on the right; they stay on one page. */
function foot(letter: Letter, qr: string): Content {
  const left: Content = {
    stack: [
      ...recipients(letter.recipients, letter.recipientsList.join('\n')),
      { svg: qr.replace('<svg ', '<svg width="76" height="76" '), margin: [0, 8, 0, 0] },
      ...letter.stamp.map((text) => ({ text, fontSize: 10 })),
    ],
    width: '*',
  }
  const sign: Content = { stack: signing(letter.capacity, letter.name), width: '*' }
  return { columns: [left, sign], unbreakable: true, margin: [0, 14, 0, 0] }
}
