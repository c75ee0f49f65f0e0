import type { ReactNode } from 'react'
import css from './ReadTable.module.css'
import { Chip } from './StatusChip.tsx'

interface Cell {
  text: ReactNode
  /** A figure, which lines up and is never broken. */
  figure?: boolean
  /** A word that is never broken. */
  whole?: boolean
}

export interface ReadLine {
  line: number
  cells: readonly Cell[]
  /** What it will become, where nothing stands against it. */
  fits: string
  problems: readonly { key: string; text: string }[]
}

type Props = {
  /** How many will do and how many will not. */
  sum: string
  /** Of the first column, the ones of the cells, and the last. */
  heads: { line: string; cells: readonly string[]; outcome: string }
  minWidth: number
  rows: readonly ReadLine[]
}

/** A pasted table as it was read: each row as it will be made, or why it will not. */
export function ReadTable({ sum, heads, minWidth, rows }: Props) {
  return (
    <>
      <p aria-live="polite">{sum}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label={heads.outcome}>
        <table className={css.table} style={{ minWidth }}>
          <thead>
            <tr>
              {[heads.line, ...heads.cells, heads.outcome].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line} data-wrong={row.problems.length > 0 || undefined}>
                <td className="num">{row.line}</td>
                {row.cells.map(({ text, figure, whole }, i) => (
                  <td
                    key={heads.cells[i]}
                    className={[figure && 'num', (figure || whole) && css.whole].filter(Boolean).join(' ')}
                  >
                    {text}
                  </td>
                ))}
                <td>
                  {row.problems.length === 0 ? (
                    <Chip tone="ok" icon="check" bare>
                      {row.fits}
                    </Chip>
                  ) : (
                    row.problems.map(({ key, text }) => (
                      <p key={key} className={css.wrong}>
                        {text}
                      </p>
                    ))
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
