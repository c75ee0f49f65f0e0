import { onAir } from './as-run.rules.ts'
import type { AiredStatus } from './as-run.schema.ts'

interface Counted {
  readonly status: AiredStatus
  readonly language: string | null
  readonly run: string | null
  readonly durationMs: number | null
  readonly airedWorkId: string | null
}

/** A number of rows and how long they were on air (ms). */
export interface Figure {
  rows: number
  ms: number
}

export const figure = (rows: readonly { durationMs: number | null }[]): Figure => ({
  rows: rows.length,
  ms: rows.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0),
})

/** Which rows stand behind a figure of the month; the page filters by the same words that the figure is made by. */
export function behind(row: Counted, of: string): boolean {
  const [kind, value = ''] = of.split(':')
  // A row that the station put in place of a planned one has the plan's language and run, not its own.
  const ours = onAir.has(row.status)
  if (kind === 'language') return ours && (row.language ?? '') === value
  if (kind === 'run') return ours && row.run === value
  if (kind === 'status') return row.status === value
  if (kind === 'work') return row.airedWorkId === value
  return kind === 'aired' ? row.status !== 'MISSED' : true
}

/** The figures of some rows by a field's values, the longest on air first. */
export function figuresBy<Row extends Counted>(
  rows: readonly Row[],
  kind: 'language' | 'run' | 'status',
): (Figure & { of: string; value: string })[] {
  const values = [...new Set(rows.map((row) => row[kind] ?? ''))]
  return values
    .map((value) => {
      const of = `${kind}:${value}`
      return { of, value, ...figure(rows.filter((row) => behind(row, of))) }
    })
    .filter((one) => one.rows > 0)
    .sort((a, b) => b.ms - a.ms || b.rows - a.rows)
}
