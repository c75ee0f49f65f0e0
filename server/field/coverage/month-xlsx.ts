import writeExcelFile, { type SheetData } from 'write-excel-file/node'
import { numericDay } from '../../calendar/days.rules.ts'
import { type Language, say } from '../../words/words.ts'
import type { Month } from '../showings/showings.schema.ts'
import type { Behind } from './behind.schema.ts'
import type { Coverage } from './coverage.schema.ts'

interface Report {
  month: Month
  coverage: Coverage
  /** Of a package of a district or cluster, where nobody said at which hamlet. */
  unplaced: Behind['plays']
}

/** The monthly report's columns: each showing, each team, each notice at each place, and what was never heard. */
export async function monthXlsx(language: Language, { month, coverage, unplaced }: Report): Promise<Buffer> {
  const words = (key: string) => say(language, `coverage.${key}`)
  const sheet = (name: string, columns: readonly (readonly [string, number])[], rows: Cell[][]) => ({
    sheet: words(name),
    data: [columns.map(([key]) => text(words(key), { fontWeight: 'bold' })), ...rows] as SheetData,
    columns: columns.map(([, width]) => ({ width })),
    stickyRowsCount: 1,
    orientation: 'landscape' as const,
  })
  return await writeExcelFile([
    sheet('sheet_showings', showingColumns, showingRows(words, month)),
    sheet('sheet_teams', teamColumns, teamRows(month)),
    sheet('sheet_notices', noticeColumns, [
      ...noticeRows(language, coverage),
      ...unplacedRows(language, unplaced),
    ]),
    sheet('sheet_never', neverColumns, neverRows(coverage)),
  ]).toBuffer()
}

type Words = (key: string) => string
type Cell = ReturnType<typeof text> | ReturnType<typeof number>
const text = (value: string, style: object = {}) => ({ value, type: String, ...style })
const number = (value: number | null) => ({ value: value ?? undefined, type: Number })

const showingColumns = [
  ['day', 12],
  ['time', 8],
  ['team', 28],
  ['place', 24],
  ['hamlet', 24],
  ['hamlet_head', 24],
  ['state', 14],
  ['audience', 12],
  ['counted', 14],
  ['confirmed', 28],
  ['reason', 32],
] as const

const showingRows = (words: Words, { showings }: Month): Cell[][] =>
  showings.map((one) => [
    text(numericDay(one.day)),
    text(one.time),
    text(one.team.name),
    text(one.place.name),
    text(one.hamlet.name),
    text(one.headName),
    text(words(`state_${one.state}`)),
    number(one.audience),
    text(one.audience === null ? '' : words(one.exact ? 'exact' : 'rough')),
    text([one.confirmedBy, one.confirmedRole].filter(Boolean).join(', ')),
    text(one.reason),
  ])

const teamColumns = [
  ['team', 32],
  ['sessions', 12],
  ['quota', 12],
  ['visits', 16],
  ['places', 12],
  ['hamlets', 12],
  ['postponed', 12],
] as const

const teamRows = ({ teams }: Month): Cell[][] =>
  teams.map((team) => [
    text(team.name),
    number(team.sessions),
    number(team.quota),
    number(team.audienceVisits),
    number(team.areas),
    number(team.hamlets),
    number(team.postponed),
  ])

const noticeColumns = [
  ['place', 26],
  ['district', 22],
  ['notice', 44],
  ['language', 16],
  ['measured', 14],
  ['declared', 14],
] as const

const noticeRows = (language: Language, { rows, works }: Coverage): Cell[][] =>
  rows.flatMap((row) =>
    row.cells.flatMap((cell, index) =>
      (cell?.byLanguage ?? []).map((one) => [
        text(row.name),
        text(row.district),
        text(works[index]?.title ?? ''),
        text(one.language ? say(language, `schedule.language_${one.language}`) : ''),
        number(one.measured),
        number(one.declared),
      ]),
    ),
  )

const unplacedRows = (language: Language, plays: Behind['plays']): Cell[][] =>
  [...Map.groupBy(plays, (play) => `${play.workId} ${play.language}`).values()].flatMap((some) => {
    const [first] = some
    const times = (measured: boolean) =>
      some.reduce((sum, one) => sum + (one.measured === measured ? one.times : 0), 0)
    return first
      ? [
          [
            text(say(language, 'coverage.unplaced')),
            text(''),
            text(first.title),
            text(first.language ? say(language, `schedule.language_${first.language}`) : ''),
            number(times(true)),
            number(times(false)),
          ],
        ]
      : []
  })

const neverColumns = [
  ['place', 26],
  ['district', 22],
  ['notice', 44],
  ['team', 28],
  ['phone', 16],
] as const

const neverRows = ({ rows, works }: Coverage): Cell[][] =>
  rows.flatMap((row) =>
    row.cells.flatMap((cell, index) =>
      cell?.expected && cell.reached === 'never'
        ? [
            [
              text(row.name),
              text(row.district),
              text(works[index]?.title ?? ''),
              text(row.teams.map(({ name }) => name).join(', ')),
              text(row.teams.flatMap(({ phone }) => phone ?? []).join(', ')),
            ],
          ]
        : [],
    ),
  )
