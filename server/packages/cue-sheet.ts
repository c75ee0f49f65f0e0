import qrcode from 'qrcode'
import type { Content, Paper } from '../print/paper.ts'
import type { CueItem, CuePart, CueSheet } from './cue-sheet-shape.ts'

const QUIET = '#5b5648'
/** 32 mm: a phone reads it at arm's length. */
const QR_PT = 91

/** The cue sheet on A4, to be read by torchlight: large words, nothing but black and one grey. */
export async function cueSheetPaper(sheet: CueSheet): Promise<Paper> {
  const look = { errorCorrectionLevel: 'M', margin: 0, type: 'svg' } as const
  const qr = await qrcode.toString(sheet.qr.text, look)
  return {
    title: `${sheet.heading}: ${sheet.title}`,
    // Nothing of the moment or the machine: the same package prints the same bytes.
    issuedAt: sheet.issuedAt,
    marginsMm: [20, 18, 18, 18],
    landscape: false,
    fontSize: 11,
    pageNumbers: false,
    footer: { left: `${sheet.title}, ${sheet.check.code}`, right: sheet.footer },
    images: {},
    content: [...head(sheet, qr), ...sheet.parts.flatMap(partContent)],
  }
}

function head(sheet: CueSheet, qr: string): Content[] {
  const warning: Content = {
    text: sheet.warning ?? '',
    bold: true,
    alignment: 'center',
    margin: [0, 0, 0, 6],
  }
  const code: Content = { text: sheet.check.code, bold: true, fontSize: 14 }
  const words: Content[] = [
    { text: sheet.heading, bold: true, fontSize: 16 },
    { text: sheet.title, bold: true, fontSize: 14 },
    { text: sheet.places, fontSize: 12 },
    { text: `${sheet.issue}. ${sheet.length}.` },
    { text: [`${sheet.check.label}: `, code], margin: [0, 6, 0, 0] },
    { text: sheet.check.hint, fontSize: 9, color: QUIET },
  ]
  return [
    ...(sheet.warning ? [warning] : []),
    {
      columns: [
        { stack: words, width: '*' },
        {
          stack: [
            { svg: qr, width: QR_PT },
            { text: sheet.qr.hint, fontSize: 9, color: QUIET, margin: [0, 3, 0, 0] },
          ],
          width: QR_PT,
        },
      ],
      columnGap: 16,
    },
    { text: sheet.readAloud, margin: [0, 6, 0, 0] },
  ]
}

const partContent = (part: CuePart): Content[] => [
  { text: part.name, bold: true, fontSize: 13, margin: [0, 14, 0, 2], headlineLevel: 1 },
  ...(part.pause ? [{ text: part.pause }] : []),
  ...part.items.flatMap(itemContent),
]

const itemContent = (item: CueItem): Content[] => [
  { text: `${item.number}. ${item.title}`, bold: true, fontSize: 12, margin: [0, 6, 0, 0] },
  ...(item.missing ? [{ text: item.missing, bold: true }] : []),
  ...item.versions.flatMap((version): Content[] => [
    {
      columns: [
        { text: version.heading, width: '*' },
        { text: `${version.file}   ${version.duration}`, width: 'auto' },
      ],
      color: QUIET,
      fontSize: 10,
      margin: [0, 3, 0, 0],
    },
    ...(version.text ? [{ text: version.text, fontSize: 12 }] : []),
    ...(version.translation ? [{ text: version.translation, fontSize: 10, color: QUIET }] : []),
  ]),
]
