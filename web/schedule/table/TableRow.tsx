import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageChip } from '../../ui/LanguageChip.tsx'
import type { Conflict } from '../conflicts/remedy.ts'
import { CellEditor, type Leave } from './CellEditor.tsx'
import type { Pending } from './cell-values.ts'
import { type Column, cellText, columns, isTyped, type TypedColumn } from './columns.ts'
import { type Concern, concernsOf } from './concerns.ts'
import type { Row } from './rows.ts'
import { Status } from './Status.tsx'
import { type Area, cellKey } from './use-cells.ts'
import type { Edits } from './use-edits.ts'
import type { Editing } from './use-table-keys.ts'
import css from './WeekTable.module.css'

type Props = {
  row: Exclude<Row, { kind: 'day' }>
  /** Pixels below the head, and the row's number for screen readers. */
  top: number
  index: number
  /** Long words wrap: how high a row is, is known once it stands. */
  measure: (row: HTMLElement | null) => void
  active: Column | undefined
  selected: Area | undefined
  editing: Editing | undefined
  conflicts: readonly Conflict[]
  edits: Edits
  canEdit: boolean
  onCell: (column: Column, how: { extend?: boolean; focus?: boolean }) => void
  onEdit: (column: TypedColumn) => void
  onEdited: (leave: Leave | undefined) => void
}

export function TableRow({
  row,
  top,
  index,
  measure,
  active,
  selected,
  editing,
  conflicts,
  edits,
  canEdit,
  ...on
}: Props) {
  const { t } = useTranslation('schedule')
  const concerns = concernsOf(conflicts)
  const problems = row.kind === 'begun' ? edits.problemsIn(row.begun) : {}
  const pressed = (event: MouseEvent, column: Column) => {
    if (event.button !== 0) return
    on.onCell(column, { extend: event.shiftKey })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows come and go as one scrolls, which a table element cannot
    // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus, one at a time
    <div
      role="row"
      ref={measure}
      data-index={index - 2}
      aria-rowindex={index}
      aria-selected={selected !== undefined && selected.left === 0 && selected.right === columns.length - 1}
      className={css.row}
      data-run={row.kind === 'slot' ? row.slot.run : undefined}
      data-editing={editing !== undefined || undefined}
      data-begun={row.kind === 'begun' || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, i) => {
        const typed = isTyped(column) ? column : undefined
        const waiting = typed && edits.pending.get(cellKey(row.id, typed))
        const problem = waiting?.problem ?? (typed && problems[typed])
        const concern = concerns.find((found) => found.column === column)
        const reason = problem ? t(`table.problem.${problem}`) : concern?.sentence
        const isEditing = typed !== undefined && editing?.column === typed
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          <div
            key={column}
            role="gridcell"
            aria-colindex={i + 1}
            aria-selected={selected !== undefined && i >= selected.left && i <= selected.right}
            aria-invalid={problem !== undefined || concern?.stops === true || undefined}
            aria-description={reason}
            aria-readonly={!canEdit || column === 'status'}
            tabIndex={active === column ? 0 : -1}
            data-cell={cellKey(row.id, column)}
            data-slot={column === 'title' && row.kind === 'slot' ? row.id : undefined}
            data-column={column}
            data-active={active === column || undefined}
            data-selected={(selected !== undefined && i >= selected.left && i <= selected.right) || undefined}
            data-wrong={problem !== undefined || concern?.stops || undefined}
            data-doubt={(concern && !concern.stops) || undefined}
            title={reason}
            className={css.cell}
            onMouseDown={(event) => !isEditing && pressed(event, column)}
            onDoubleClick={() => typed && !isEditing && on.onEdit(typed)}
          >
            {isEditing ? (
              <CellEditor row={row} editing={editing} waiting={waiting} edits={edits} onDone={on.onEdited} />
            ) : (
              <Shown row={row} column={column} waiting={waiting} concerns={concerns} />
            )}
          </div>
        )
      })}
    </div>
  )
}

type ShownProps = {
  row: Props['row']
  column: Column
  waiting: Pending | undefined
  concerns: readonly Concern[]
}

function Shown({ row, column, waiting, concerns }: ShownProps) {
  const { t } = useTranslation('schedule')
  if (!isTyped(column)) return row.kind === 'slot' ? <Status slot={row.slot} concerns={concerns} /> : null
  if (waiting) return <span className={css.text}>{waiting.text}</span>
  if (row.kind === 'begun') {
    const { texts, work } = row.begun
    const words = column === 'title' ? (work?.title ?? texts.title) : texts[column]
    return <span className={css.text}>{words}</span>
  }
  const { slot } = row
  if (column === 'language' && slot.language) return <LanguageChip language={slot.language} />
  if (column === 'start')
    return (
      <span className={`num ${css.text}`} data-following={slot.startMode === 'following' || undefined}>
        {cellText(t, slot, column)}
      </span>
    )
  return (
    <span className={column === 'length' ? `num ${css.text}` : css.text}>{cellText(t, slot, column)}</span>
  )
}
