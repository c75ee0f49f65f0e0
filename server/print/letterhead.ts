import type { Content, Paper } from './paper.ts'

/** Face, margins and sizes as Nghị định 30/2020/NĐ-CP, Phụ lục I, sets them; the page's number stands in the top margin alone. */
export const official = {
  font: 'LiberationSerif',
  marginsMm: [30, 20, 17, 20],
  landscape: false,
  fontSize: 13,
  pageNumbers: true,
} as const satisfies Partial<Paper>

/** Sizes of the parts of a letter (points). */
export const sizes = { head: 12, motto: 13, title: 14, recipients: 12, recipientsList: 11 } as const

export interface LetterheadWords {
  /** The body above the issuing one; empty where there is none. */
  parent: string
  body: string
  /** "Số: …", left for the clerk. */
  number: string
  nation: string
  motto: string
  placeDate: string
}

/** Of the first line of a paragraph: 1 cm. */
export const leadingIndent = 72 / 2.54

const rule = (points: number): Content => ({
  svg: `<svg width="${points}" height="3"><path d="M0 1H${points}" stroke="#000" stroke-width="0.8"/></svg>`,
  alignment: 'center',
})

export const centred = (text: string, style: Partial<Content> = {}): Content => ({
  text,
  alignment: 'center',
  ...style,
})

/** The issuing body at the left under its parent, the nation and its motto at the right; `below` is the room after it (points). */
export function letterhead(words: LetterheadWords, below = 14): Content {
  const { head, motto } = sizes
  return {
    columns: [
      {
        stack: [
          ...(words.parent ? [centred(words.parent, { fontSize: head })] : []),
          centred(words.body, { fontSize: head, bold: true }),
          rule(60),
          centred(words.number, { margin: [0, 5, 0, 0] }),
        ],
        // As wide as leaves the nation's line in one piece beside it.
        width: 206,
      },
      {
        stack: [
          centred(words.nation, { fontSize: head, bold: true }),
          centred(words.motto, { fontSize: motto, bold: true }),
          rule(162),
          centred(words.placeDate, { fontSize: motto, italics: true, margin: [0, 5, 0, 0] }),
        ],
        width: '*',
      },
    ],
    columnGap: 3,
    lineHeight: 1.1,
    margin: [0, 0, 0, below],
  }
}

/** "Nơi nhận:" and its list. */
export const recipients = (title: string, list: string): Content[] => [
  { text: title, bold: true, italics: true, fontSize: sizes.recipients },
  { text: list, fontSize: sizes.recipientsList },
]

/** The capacity in capitals, room for pen and stamp, the name. */
export const signing = (capacity: string, name: string): Content[] => [
  centred(capacity, { bold: true }),
  centred(name, { bold: true, margin: [0, 66, 0, 0] }),
]
