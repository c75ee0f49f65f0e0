import { official } from '../../print/letterhead.ts'
import type { Content, Paper, Table } from '../../print/paper.ts'
import { say } from '../../words/words.ts'
import type { Cue } from './cues.ts'
import { timecodeOf } from './cues.ts'
import type { Told } from './gather.ts'
import { heading, signatures, unitHead } from './letterhead.ts'

/** The columns of the cue sheet, on paper and in the spreadsheet. */
export const cueColumns = [
  'number',
  'title',
  'author',
  'arranger',
  'performers',
  'inTimecode',
  'outTimecode',
  'duration',
] as const satisfies readonly (keyof Cue)[]

const widths: Table['widths'] = [22, '*', 98, 98, 126, 58, 58, 58]

/** Title, version, file, and where the programme begins and ends in it, line by line. */
export function cueHead(told: Told): string[] {
  const { language, place, programme } = told
  const words = (key: string, values = {}) => say(language, `papers.${key}`, values)
  return [
    words('of_version', { title: told.title, number: told.versionNumber }),
    words('of_file', { name: programme.name }),
    words('programme_between', {
      from: timecodeOf(place, 0),
      to: timecodeOf(place, told.programmeMs),
      first: timecodeOf({ ...place, leaderMs: 0 }, 0),
    }),
  ]
}

/** Acts with their credits and where they stand in the delivered file. */
export function cueSheet(told: Told): Paper {
  const { language, cues } = told
  const words = (key: string) => say(language, `papers.${key}`)
  const cell = (text: string, style: Partial<Content> = {}): Content => ({
    text,
    fontSize: 10.5,
    lineHeight: 1.1,
    ...style,
  })
  const head = cueColumns.map((column) => cell(words(`cue_${column}`), { bold: true, alignment: 'center' }))
  const rows = cues.map((cue) => cueColumns.map((column) => cell(cue[column])))
  return {
    ...official,
    // Eight columns of names and time codes do not stand upright.
    landscape: true,
    marginsMm: [20, 25, 20, 17],
    title: `${words('cue_sheet')}: ${told.title}`,
    issuedAt: told.issuedAt,
    footer: { left: told.programme.name, right: '' },
    images: {},
    content: [
      unitHead(language, told.unitName),
      ...heading(words('cue_sheet').toLocaleUpperCase('vi'), told.title),
      ...cueHead(told).map((text): Content => ({ text })),
      {
        table: { widths, headerRows: 1, dontBreakRows: true, body: [head, ...rows] },
        margin: [0, 8, 0, 6],
      },
      { text: words('cue_hint'), fontSize: 10.5, italics: true },
      signatures(language, words('made_by'), words('unit_head')),
    ],
  }
}
