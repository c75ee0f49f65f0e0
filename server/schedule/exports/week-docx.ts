import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Header,
  HeightRule,
  ImageRun,
  type IParagraphOptions,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { official, sizes } from '../../print/letterhead.ts'
import { withoutMoment } from '../../print/steady-zip.ts'
import type { Letter } from './week-letter.ts'

const FONT = 'Times New Roman'
/** What A4 leaves between the margins, in twips. */
const WIDTH = convertMillimetersToTwip(210 - official.marginsMm[0] - official.marginsMm[2])
const TIME_WIDTH = convertMillimetersToTwip(22)
const QR_PIXELS = 92

const halfPoints = (points: number) => points * 2
const centred = { alignment: AlignmentType.CENTER } as const
const run = (text: string, points: number, more: Partial<IRunOptions> = {}) =>
  new TextRun({ text, size: halfPoints(points), font: FONT, ...more })
const line = (text: string, points: number, more: Partial<IRunOptions> = {}, about: IParagraphOptions = {}) =>
  new Paragraph({ ...about, children: [run(text, points, more)] })

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const noBorders = { top: none, bottom: none, left: none, right: none }
const allNone = { ...noBorders, insideHorizontal: none, insideVertical: none }

/** The week as it is signed, as a Word document that people go on editing; `qr` is a PNG. */
export async function weekDocx(letter: Letter, about: { today: string; qr: Buffer }): Promise<Buffer> {
  const [left, top, right, bottom] = official.marginsMm.map((mm) => convertMillimetersToTwip(mm))
  const margin = { left, top, right, bottom, header: convertMillimetersToTwip(10) }
  const number = new Paragraph({
    ...centred,
    children: [
      new TextRun({ children: [PageNumber.CURRENT], size: halfPoints(official.fontSize), font: FONT }),
    ],
  })
  const document = new Document({
    title: `${letter.title} ${letter.range}`,
    creator: letter.body,
    lastModifiedBy: letter.body,
    styles: { default: { document: { run: { font: FONT, size: halfPoints(official.fontSize) } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
            margin: Object.fromEntries(Object.entries(margin).filter(([, of]) => of !== undefined)),
          },
          // The number stands in the top margin from the second page on.
          titlePage: true,
        },
        headers: {
          default: new Header({ children: [number] }),
          first: new Header({ children: [new Paragraph({ children: [] })] }),
        },
        children: [
          letterhead(letter),
          ...titles(letter),
          ...letter.days.flatMap((day) => dayTable(letter, day)),
          new Paragraph({ children: [], keepNext: true }),
          foot(letter, about.qr),
          // A document that ends in a table is one that Word mends.
          new Paragraph({ children: [] }),
        ],
      },
    ],
  })
  return withoutMoment(Buffer.from(await Packer.toBuffer(document)))
}

function sideBySide(left: Paragraph[], right: Paragraph[], share = 0.435): Table {
  const cell = (children: Paragraph[], width: number) =>
    new TableCell({
      children,
      borders: noBorders,
      margins: { left: 0, right: 0 },
      width: { size: width, type: WidthType.DXA },
    })
  const widths = [Math.round(WIDTH * share), Math.round(WIDTH * (1 - share))] as const
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    borders: allNone,
    rows: [new TableRow({ cantSplit: true, children: [cell(left, widths[0]), cell(right, widths[1])] })],
  })
}

/** A rule of a third of the line under the body's name, and of the motto's length under the motto. */
const ruled = (share: number): Paragraph => {
  const indent = Math.round((WIDTH / 2) * (1 - share) * 0.5)
  return new Paragraph({
    indent: { left: indent, right: indent },
    border: { top: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 } },
    children: [run('', 4)],
  })
}

const letterhead = (letter: Letter) =>
  sideBySide(
    [
      line(letter.parent, sizes.head, {}, centred),
      line(letter.body, sizes.head, { bold: true }, centred),
      ruled(0.35),
      line(letter.number, official.fontSize, {}, centred),
    ],
    [
      line(letter.nation, sizes.head, { bold: true }, centred),
      line(letter.motto, sizes.motto, { bold: true }, centred),
      ruled(0.8),
      line(letter.placeDate, sizes.motto, { italics: true }, centred),
    ],
  )

const titles = (letter: Letter): Paragraph[] => [
  ...(letter.draft ? [line(letter.draft, 14, { bold: true, color: 'A52A2D' }, centred)] : []),
  line(letter.title, 14, { bold: true }, { ...centred, spacing: { before: 240 } }),
  line(letter.channel, 13, { bold: true }, centred),
  line(letter.range, 13, {}, { ...centred, spacing: { after: 120 } }),
]

function dayTable(letter: Letter, day: Letter['days'][number]): (Paragraph | Table)[] {
  const row = (cells: readonly string[], head: boolean) =>
    new TableRow({
      ...(head ? { tableHeader: true } : {}),
      cantSplit: true,
      height: { value: 320, rule: HeightRule.ATLEAST },
      children: cells.map(
        (text, i) =>
          new TableCell({
            verticalAlign: VerticalAlign.CENTER,
            margins: { left: 80, right: 80 },
            width: { size: i === 0 ? TIME_WIDTH : WIDTH - TIME_WIDTH, type: WidthType.DXA },
            children: [line(text, official.fontSize, { bold: head }, i === 0 || head ? centred : {})],
          }),
      ),
    })
  return [
    line(
      day.head,
      official.fontSize,
      { bold: true },
      { keepNext: true, spacing: { before: 160, after: 60 } },
    ),
    new Table({
      width: { size: WIDTH, type: WidthType.DXA },
      columnWidths: [TIME_WIDTH, WIDTH - TIME_WIDTH],
      rows: [row(letter.heads, true), ...day.rows.map((cells) => row(cells, false))],
    }),
    ...(day.note ? [line(day.note, official.fontSize, { italics: true }, { spacing: { before: 60 } })] : []),
  ]
}

function foot(letter: Letter, qr: Buffer): Table {
  const image = new ImageRun({
    type: 'png',
    data: qr,
    transformation: { width: QR_PIXELS, height: QR_PIXELS },
    altText: { name: 'QR', title: 'QR', description: letter.stamp.join(' ') },
  })
  return sideBySide(
    [
      line(letter.recipients, sizes.recipients, { bold: true, italics: true }),
      ...letter.recipientsList.map((text) => line(text, sizes.recipientsList)),
      new Paragraph({ children: [image], spacing: { before: 120 } }),
      ...letter.stamp.map((text) => line(text, 10)),
    ],
    [
      line(letter.capacity, official.fontSize, { bold: true }, { ...centred, spacing: { after: 1300 } }),
      line(letter.name, official.fontSize, { bold: true }, centred),
    ],
    0.5,
  )
}
