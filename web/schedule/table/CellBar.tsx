import { useTranslation } from 'react-i18next'
import { ConflictList } from '../conflicts/ConflictList.tsx'
import type { Conflict } from '../conflicts/remedy.ts'
import { type Column, isTyped } from './columns.ts'
import type { Row } from './rows.ts'
import { cellKey } from './use-cells.ts'
import type { Edits } from './use-edits.ts'
import css from './WeekTable.module.css'

type Props = {
  row: Row | undefined
  column: Column | undefined
  conflicts: readonly Conflict[]
  edits: Edits
  canEdit: boolean
}

/** Below the sheet: why the row under the cursor is red and what ends it, else what its cell takes. */
export function CellBar({ row, column, conflicts, edits, canEdit }: Props) {
  const { t } = useTranslation('schedule')
  if (!row || !column || row.kind === 'day') return null
  const problems = row.kind === 'begun' ? edits.problemsIn(row.begun) : {}
  const waiting = isTyped(column) ? edits.pending.get(cellKey(row.id, column))?.problem : undefined
  const problem = waiting ?? (isTyped(column) ? problems[column] : undefined)
  const slot = row.kind === 'slot' ? row.slot : undefined
  return (
    <div className={css.bar}>
      {problem ? (
        <p className={css.reasons}>{t(`table.problem.${problem}`)}</p>
      ) : conflicts.length > 0 ? (
        <ConflictList key={slot?.id} conflicts={conflicts} canEdit={canEdit} />
      ) : (
        <p>{canEdit && isTyped(column) ? t(`table.takes.${column}`) : t('table.takes.status')}</p>
      )}
      {canEdit && <p className={css.keys}>{t('table.keys')}</p>}
    </div>
  )
}
