import { useTranslation } from 'react-i18next'
import { type Column, isTyped } from './columns.ts'
import { concernsOf } from './concerns.ts'
import type { Row } from './rows.ts'
import { cellKey } from './use-cells.ts'
import type { Edits } from './use-edits.ts'
import css from './WeekTable.module.css'

type Props = { row: Row | undefined; column: Column | undefined; edits: Edits; canEdit: boolean }

/** Below the sheet: why the row under the cursor is red, else what its cell takes. */
export function CellBar({ row, column, edits, canEdit }: Props) {
  const { t } = useTranslation('schedule')
  if (!row || !column || row.kind === 'day') return null
  const problems = row.kind === 'begun' ? edits.problemsIn(row.begun) : {}
  const waiting = isTyped(column) ? edits.pending.get(cellKey(row.id, column))?.problem : undefined
  const problem = waiting ?? (isTyped(column) ? problems[column] : undefined)
  const concerns = row.kind === 'slot' ? concernsOf(t, row.slot, row.view) : []
  const reasons = problem ? [t(`table.problem.${problem}`)] : concerns.map(({ sentence }) => sentence)
  return (
    <div className={css.bar}>
      {reasons.length > 0 ? (
        <p className={css.reasons}>{reasons.join(' · ')}</p>
      ) : (
        <p>{canEdit && isTyped(column) ? t(`table.takes.${column}`) : t('table.takes.status')}</p>
      )}
      {canEdit && <p className={css.keys}>{t('table.keys')}</p>}
    </div>
  )
}
