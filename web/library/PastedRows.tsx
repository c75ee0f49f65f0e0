import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import { frameCode, type Rate } from '../ui/frames.ts'
import { ReadTable } from '../ui/ReadTable.tsx'
import type { ReadRow } from './act-drafts.ts'

const columns = ['column.title', 'column.start', 'column.end', 'column.duration', 'paste.credits'] as const

/** Each act as it will be made, or why it will not. */
export function PastedRows({ rows, fps }: { rows: readonly ReadRow[]; fps: Rate }) {
  const { t } = useTranslation('library')
  const wrong = rows.filter((row) => row.problems.length > 0).length
  const code = (ms: number | null) => (ms === null ? '--' : frameCode(ms, fps))
  return (
    <ReadTable
      sum={
        wrong > 0
          ? t('paste.mixed', { good: rows.length - wrong, wrong })
          : t('paste.allGood', { count: rows.length })
      }
      heads={{
        line: t('paste.line'),
        cells: columns.map((column) => t(column)),
        outcome: t('paste.outcome'),
      }}
      minWidth={760}
      rows={rows.map((row) => ({
        line: row.line,
        cells: [
          { text: row.title },
          { text: code(row.inMs), figure: true },
          { text: code(row.outMs), figure: true },
          {
            text: row.inMs !== null && row.outMs !== null ? duration(row.outMs - row.inMs) : '--',
            figure: true,
          },
          {
            text: row.credits.map(({ kind, name }) => (
              <p key={kind}>
                <span className="mut">{t(`credit.${kind}`)}:</span> {name}
              </p>
            )),
          },
        ],
        fits: t('paste.fits'),
        problems: row.problems.map(({ code: key, value }) => ({ key, text: t(`problem.${key}`, { value }) })),
      }))}
    />
  )
}
