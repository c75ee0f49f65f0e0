import { leadingIndent, official } from '../../print/letterhead.ts'
import type { Content, Paper } from '../../print/paper.ts'
import { type Language, say } from '../../words/words.ts'
import { bytesText, hashText, momentText } from './figures.ts'
import { heading, signatures, unitHead } from './letterhead.ts'

/** What the minutes of a hand-over name. */
export interface HandOver {
  language: Language
  issuedAt: string
  unitName: string
  title: string
  versionNumber: number
  folderName: string
  files: readonly { name: string; sizeBytes: number; sha256: string }[]
  /** Where the files were written and read back; null: left to be filled in by hand. */
  disk: { name: string; readBackAt: string } | null
}

/** "Biên bản giao nhận": files with sizes and hashes, a disk, and two parties' names left blank. */
export function minutesPaper(of: HandOver): Paper {
  const { language, files, disk } = of
  const words = (key: string, values = {}) => say(language, `papers.${key}`, values)
  const line = (text: string, style: Partial<Content> = {}): Content => ({
    text,
    margin: [0, 1, 0, 1],
    ...style,
  })
  const paragraph = (text: string) => line(text, { alignment: 'justify', leadingIndent })
  const party = (key: string, body: string): Content[] => [
    { text: words(key, { body }), bold: true, margin: [0, 4, 0, 1] },
    line(words('party_person')),
    line(words('party_capacity')),
  ]
  return {
    ...official,
    title: `${words('minutes')}: ${of.title}`,
    issuedAt: of.issuedAt,
    footer: { left: of.folderName, right: '' },
    images: {},
    content: [
      unitHead(language, of.unitName),
      ...heading(
        words('minutes').toLocaleUpperCase('vi'),
        words('minutes_subject', { title: of.title, number: of.versionNumber }),
      ),
      paragraph(words('minutes_today')),
      ...party('party_giving', of.unitName),
      ...party('party_taking', ''),
      paragraph(words('minutes_about', { folder: of.folderName })),
      paragraph(disk ? words('minutes_disk', { disk: disk.name }) : words('minutes_disk_blank')),
      fileTable(language, files),
      paragraph(total(language, files)),
      ...(disk ? [paragraph(words('minutes_read_back', { at: momentText(disk.readBackAt) }))] : []),
      paragraph(words('minutes_check')),
      signatures(language, words('signed_giving'), words('signed_taking'), [
        paragraph(words('minutes_remarks')),
        paragraph(words('minutes_copies')),
      ]),
    ],
  }
}

function fileTable(language: Language, files: HandOver['files']): Content {
  const words = (key: string) => say(language, `papers.${key}`)
  const head = ['number', 'name', 'size', 'hash'].map(
    (key): Content => ({ text: words(`files_${key}`), bold: true, alignment: 'center' }),
  )
  const rows = files.map(({ name, sizeBytes, sha256 }, index): Content[] => [
    { text: String(index + 1), alignment: 'center' },
    { text: name },
    { text: bytesText(language, sizeBytes), alignment: 'right' },
    { text: hashText(sha256), fontSize: 9 },
  ])
  return {
    table: { widths: [22, '*', 78, 150], headerRows: 1, dontBreakRows: true, body: [head, ...rows] },
    fontSize: 10,
    margin: [0, 4, 0, 4],
  }
}

function total(language: Language, files: HandOver['files']): string {
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return say(language, 'papers.files_total', { count: files.length, bytes: bytesText(language, bytes) })
}
