import type { Content, Paper } from '../../print/paper.ts'
import { type Language, say } from '../../words/words.ts'

const words = (language: Language, key: string, values = {}) => say(language, `papers.${key}`, values)

/** For words that name the page, which the typesetter fills in. */
export const pageMarks = { page: '{page}', pages: '{pages}' }

/** Margins, sizes and heads as Nghị định 30/2020/NĐ-CP, Phụ lục I, sets them. */
export const official = {
  marginsMm: [30, 20, 17, 20],
  landscape: false,
  fontSize: 11,
  pageNumbers: true,
} as const satisfies Partial<Paper>

const rule = (points: number): Content => ({
  svg: `<svg width="${points}" height="3"><path d="M0 1H${points}" stroke="#000" stroke-width="0.8"/></svg>`,
  alignment: 'center',
})

/** The issuing body on the left, the nation and its motto on the right. */
export function letterhead(language: Language, unitName: string): Content {
  const body: Content = {
    stack: [
      { text: unitName.toLocaleUpperCase('vi'), bold: true, alignment: 'center' },
      rule(60),
      { text: words(language, 'number'), alignment: 'center', margin: [0, 6, 0, 0] },
    ],
    width: 205,
  }
  const nation: Content = {
    stack: [
      { text: words(language, 'nation'), bold: true, alignment: 'center' },
      { text: words(language, 'motto'), bold: true, alignment: 'center', fontSize: 12 },
      rule(150),
      { text: words(language, 'place_date'), alignment: 'center', margin: [0, 6, 0, 0] },
    ],
    width: '*',
  }
  return { columns: [body, nation], columnGap: 6, fontSize: 10, margin: [0, 0, 0, 14] }
}

export const heading = (text: string, subject: string): Content[] => [
  { text, bold: true, fontSize: 14, alignment: 'center' },
  { text: subject, bold: true, fontSize: 12, alignment: 'center', margin: [0, 0, 0, 10] },
]

export const section = (text: string): Content => ({
  text,
  bold: true,
  fontSize: 12,
  margin: [0, 10, 0, 3],
  headlineLevel: 1,
})

/** Two people sign; the room between is for pen and stamp. What is said last stays with them on one page. */
export function signatures(language: Language, left: string, right: string, last: Content[] = []): Content {
  const one = (capacity: string): Content => ({
    stack: [
      { text: capacity, bold: true },
      { text: words(language, 'sign_here'), fontSize: 10 },
      { text: ' ', margin: [0, 46, 0, 0] },
      { text: '................................................' },
    ],
    alignment: 'center',
    width: '*',
  })
  const signing: Content = { columns: [one(left), one(right)], margin: [0, 14, 0, 0] }
  return { stack: [...last, signing], unbreakable: true }
}
