import { letterhead } from '../../print/letterhead.ts'
import type { Content } from '../../print/paper.ts'
import { type Language, say } from '../../words/words.ts'

const words = (language: Language, key: string, values = {}) => say(language, `papers.${key}`, values)

/** The letterhead of a paper that is signed here, its number and its date left to be written by hand. */
export const unitHead = (language: Language, unitName: string): Content =>
  letterhead({
    parent: '',
    body: unitName.toLocaleUpperCase('vi'),
    number: words(language, 'number'),
    nation: words(language, 'nation'),
    motto: words(language, 'motto'),
    placeDate: words(language, 'place_date'),
  })

export const heading = (text: string, subject: string): Content[] => [
  { text, bold: true, fontSize: 14, alignment: 'center' },
  { text: subject, bold: true, fontSize: 13, alignment: 'center', margin: [0, 0, 0, 10] },
]

export const section = (text: string): Content => ({
  text,
  bold: true,
  fontSize: 13,
  margin: [0, 10, 0, 3],
  headlineLevel: 1,
})

/** Two people sign; the room between is for pen and stamp. What is said last stays with them on one page. */
export function signatures(language: Language, left: string, right: string, last: Content[] = []): Content {
  const one = (capacity: string): Content => ({
    stack: [
      { text: capacity, bold: true },
      { text: words(language, 'sign_here'), italics: true, fontSize: 11 },
      { text: ' ', margin: [0, 46, 0, 0] },
      { text: '................................................' },
    ],
    alignment: 'center',
    width: '*',
  })
  const signing: Content = { columns: [one(left), one(right)], margin: [0, 14, 0, 0] }
  return { stack: [...last, signing], unbreakable: true }
}
