import { stationPresets } from '../../../media/deliver.ts'
import { official } from '../../print/letterhead.ts'
import type { Content, Paper, Table } from '../../print/paper.ts'
import { say } from '../../words/words.ts'
import { lengthCode, timecodeOf } from './cues.ts'
import { decimal, momentText, orDash } from './figures.ts'
import type { Told } from './gather.ts'
import { heading, section, signatures, unitHead } from './letterhead.ts'
import { loudnessChart } from './loudness-chart.ts'
import { aboutFile } from './qc-file.ts'
import type { Shot, Shots } from './shots.ts'

/** What was delivered and how it was found, with pictures of it: A4, to be signed. */
export function qcReport(told: Told, shots: Shots): Paper {
  const { language, programme } = told
  const words = (key: string, values = {}) => say(language, `papers.${key}`, values)
  const subject = words('of_version', { title: told.title, number: told.versionNumber })
  return {
    ...official,
    title: `${words('qc_report')}: ${told.title}`,
    issuedAt: told.issuedAt,
    footer: { left: programme.name, right: '' },
    images: Object.fromEntries(
      [...shots.overTime, ...shots.ofFindings].map(({ name, data }) => [name, data]),
    ),
    content: [
      unitHead(language, told.unitName),
      ...heading(words('qc_report').toLocaleUpperCase('vi'), subject),
      ...verdict(told),
      section(words('about_file')),
      pairs(aboutFile(told)),
      section(words('loudness')),
      loudnessTable(told),
      { text: whatWasDone(told), margin: [0, 4, 0, 6] },
      chart(told),
      section(words('pictures')),
      pictures(told, shots.overTime),
      section(words('findings')),
      ...findings(told, shots),
      signatures(language, words('checked_by'), words('unit_head'), [
        {
          text: words('made_at', { at: momentText(told.issuedAt), by: told.requestedBy }),
          margin: [0, 8, 0, 0],
        },
      ]),
    ],
  }
}

/** Passed, passed with places for a person to see, or not: what the findings and the sound say together. */
export function verdictOf({ report, programme }: Told): 'passed' | 'passed_to_see' | 'failed' {
  const grave = report.findings.filter(({ severity }) => severity === 'error').length
  const { flags, after, preset } = programme.record
  const { loudnessLufs, ceilingDbtp } = stationPresets[preset].target
  const kept =
    after.integratedLufs !== null &&
    Math.abs(after.integratedLufs - loudnessLufs) <= 0.5 &&
    (after.truePeakDbtp ?? 0) <= ceilingDbtp
  if (grave > 0 || !kept || flags.includes('no_loudness')) return 'failed'
  return report.findings.some(({ severity }) => severity === 'warning') || flags.length > 0
    ? 'passed_to_see'
    : 'passed'
}

function verdict(told: Told): Content[] {
  const words = (key: string, values = {}) => say(told.language, `papers.${key}`, values)
  const count = (severity: string) => told.report.findings.filter((one) => one.severity === severity).length
  const reached = verdictOf(told)
  const sentence = words(`verdict_${reached}_about`, { errors: count('error'), warnings: count('warning') })
  return [
    {
      table: {
        widths: ['*'],
        body: [
          [
            {
              stack: [
                { text: `${words('verdict')}: ${words(`verdict_${reached}`)}`, bold: true, fontSize: 13 },
                { text: sentence },
              ],
              margin: [6, 4, 6, 4],
            },
          ],
        ],
      },
    },
  ]
}

const pairs = (rows: readonly (readonly [string, string])[]): Content => ({
  table: {
    widths: [124, '*'],
    headerRows: 0,
    dontBreakRows: true,
    body: rows.map(([name, value]) => [
      { text: name, fontSize: 10.5 },
      // A hash is one word, which a narrow column could not break.
      { text: value, fontSize: /^[0-9a-f]{64}$/.test(value) ? 9.5 : 10.5 },
    ]),
  },
  layout: 'lightHorizontalLines',
})

function loudnessTable({ language, programme, preset }: Told): Content {
  const words = (key: string, values = {}) => say(language, `papers.${key}`, values)
  const { before, after } = programme.record
  const { target } = stationPresets[preset]
  const wanted = {
    integratedLufs: words('about_target', {
      value: decimal(language, target.loudnessLufs),
      tolerance: decimal(language, 0.5),
    }),
    truePeakDbtp: words('at_most', { value: decimal(language, target.ceilingDbtp) }),
  }
  const rows = [
    ['integratedLufs', wanted.integratedLufs],
    ['truePeakDbtp', wanted.truePeakDbtp],
    ['rangeLu', ''],
    ['shortTermMaxLufs', ''],
    ['momentaryMaxLufs', ''],
  ] as const
  const head = ['measure', 'before', 'after', 'wanted'].map(
    (key): Content => ({
      text: words(`loudness_${key}`),
      bold: true,
      alignment: key === 'before' || key === 'after' ? 'right' : 'left',
    }),
  )
  const body: Table['body'] = rows.map(([key, want]) => [
    { text: words(`loudness_${key}`) },
    { text: orDash(language, before[key]), alignment: 'right' },
    { text: orDash(language, after[key]), alignment: 'right' },
    { text: want },
  ])
  return {
    table: { widths: ['*', 60, 60, 120], headerRows: 1, body: [head, ...body] },
    layout: 'lightHorizontalLines',
    fontSize: 10.5,
  }
}

/** The gain, whether peaks were limited, and what was flagged. */
function whatWasDone({ language, programme }: Told): string {
  const words = (key: string, values = {}) => say(language, `papers.${key}`, values)
  const { gainDb, limited, flags } = programme.record
  const gain = `${gainDb >= 0.05 ? '+' : ''}${decimal(language, Math.abs(gainDb) < 0.05 ? 0 : gainDb)}`
  return [
    words('gain', { gain }),
    words(limited ? 'limited' : 'not_limited'),
    ...flags.map((flag) => words(`flag_${flag}`)),
    words('loudness_of_programme'),
  ].join(' ')
}

function chart(told: Told): Content {
  const { language, programme, programmeMs, preset } = told
  const { curve } = programme.record
  const targetLufs = stationPresets[preset].target.loudnessLufs
  const svg = loudnessChart({ ...curve, durationMs: programmeMs, targetLufs, language })
  const legend = say(language, 'papers.chart_legend', { target: decimal(language, targetLufs) })
  return { stack: [{ svg }, { text: legend, fontSize: 9 }], unbreakable: true }
}

const across = 4

function pictures({ language, place }: Told, shots: readonly Shot[]): Content {
  if (shots.length === 0) return { text: say(language, 'papers.no_pictures') }
  const cells = shots.map(
    (shot): Content => ({
      stack: [
        { image: shot.name, fit: [110, 66] },
        { text: timecodeOf(place, shot.atMs), fontSize: 8 },
      ],
      alignment: 'center',
    }),
  )
  const rows: Content[][] = []
  for (let from = 0; from < cells.length; from += across) {
    const row = cells.slice(from, from + across)
    rows.push([...row, ...Array.from({ length: across - row.length }, (): Content => ({ text: '' }))])
  }
  return {
    table: { widths: ['*', '*', '*', '*'], dontBreakRows: true, body: rows },
    layout: 'noBorders',
  }
}

/** A table of more rows is read by nobody; the pages hold them all. */
const mostRows = 150

function findings(told: Told, { ofFindings }: Shots): Content[] {
  const { language, report } = told
  const words = (key: string, values = {}) => say(language, `papers.${key}`, values)
  if (report.findings.length === 0) return [{ text: words('no_findings') }]
  const shown = report.findings.slice(0, mostRows)
  const head = ['number', 'place', 'severity', 'what', 'picture'].map(
    (key): Content => ({
      text: words(`finding_${key}`),
      bold: true,
      alignment: 'center',
    }),
  )
  const rows = shown.map((finding, index): Content[] => {
    const shot = ofFindings.find((one) => one.finding === index)
    return [
      { text: String(index + 1) },
      { text: placeOf(told, finding) },
      { text: words(`severity_${finding.severity}`), bold: finding.severity === 'error' },
      { stack: [{ text: finding.title, bold: true }, { text: finding.sentence }] },
      shot ? { image: shot.name, fit: [86, 50], alignment: 'center' } : { text: '' },
    ]
  })
  const table: Table = {
    widths: [22, 66, 48, '*', 90],
    headerRows: 1,
    dontBreakRows: true,
    body: [head, ...rows],
  }
  const left = report.findings.length - shown.length
  return [{ table, fontSize: 10 }, ...(left > 0 ? [{ text: words('more_findings', { count: left }) }] : [])]
}

function placeOf(
  { language, place, inMs }: Told,
  { startMs, endMs }: { startMs: number | null; endMs: number | null },
): string {
  if (startMs === null) return say(language, 'papers.whole_file')
  const from = timecodeOf(place, Math.max(0, startMs - inMs))
  if (endMs === null) return from
  return `${from}\n${lengthCode(endMs - Math.max(startMs, inMs))}`
}
