import { useVirtualizer } from '@tanstack/react-virtual'
import { type ClipboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DayAct } from '../calendar/WeekHeads.tsx'
import { bySlot } from '../conflicts/by-slot.ts'
import type { Conflict } from '../conflicts/remedy.ts'
import type { DeskProps } from '../desk.ts'
import { linesOf } from './block.ts'
import { CellBar } from './CellBar.tsx'
import { blockIn, putBlock } from './clipboard.ts'
import { cellText, columns, isTyped } from './columns.ts'
import { DayRow } from './DayRow.tsx'
import { PastePreview } from './PastePreview.tsx'
import { type PlannedLine, planOf } from './paste-plan.ts'
import { type Row, rowsOf } from './rows.ts'
import { TableRow } from './TableRow.tsx'
import { cellKey, useCells } from './use-cells.ts'
import { useEdits } from './use-edits.ts'
import { type Editing, tableKeys } from './use-table-keys.ts'
import css from './WeekTable.module.css'

const ROW_PX = 36
const DAY_PX = 44
const HEAD_PX = 34
const calm: readonly Conflict[] = []

/** Bảng: the week as a sheet, for hands that know Excel. */
export function WeekTable(desk: DeskProps) {
  const { days, today, canEdit, wanted, week } = desk
  const { t } = useTranslation('schedule')
  const hint = useId()
  const scroll = useRef<HTMLDivElement>(null)
  const edits = useEdits(desk)
  const rows = useMemo(() => rowsOf(days, edits.begun), [days, edits.begun])
  const conflicts = useMemo(() => bySlot(week.days.flatMap((day) => day.conflicts)), [week])
  const cells = useCells(rows)
  const leaving = useRef(false)
  const [editing, setEditing] = useState<Editing>()
  const [preview, setPreview] = useState<PlannedLine[]>()
  const { active, index, row, area, single } = cells

  const sheet = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (i) => (rows[i]?.kind === 'day' ? DAY_PX : ROW_PX),
    getItemKey: (i) => rows[i]?.id ?? i,
    overscan: 8,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    // The row under the cursor stays on the page, or the focus would be lost with it.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan)
      const shown = Array.from(
        { length: Math.min(count, endIndex + overscan + 1) - from },
        (_, i) => from + i,
      )
      return index < 0 || index >= count || shown.includes(index)
        ? shown
        : [...shown, index].sort((a, b) => a - b)
    },
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: only where the cursor went somewhere
  useEffect(() => {
    if (cells.wantsFocus.current && index >= 0) sheet.scrollToIndex(index, { align: 'auto' })
  }, [active?.row, index])
  // After each drawing: a cell that was just scrolled to may only now be there.
  useEffect(() => {
    if (!cells.wantsFocus.current || !active || editing) return
    const cell = scroll.current?.querySelector<HTMLElement>(
      `[data-cell="${cellKey(active.row, active.column)}"]`,
    )
    if (!cell) return
    cells.wantsFocus.current = false
    cell.focus({ preventScroll: true })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time the desk asks
  useEffect(() => {
    if (wanted) cells.goTo({ row: wanted.id, column: 'title' })
  }, [wanted])

  const onCopy = (event: ClipboardEvent, cut = false) => {
    if (editing) return
    event.preventDefault()
    putBlock(event.clipboardData, copied(rows))
    if (cut && canEdit) void edits.clear(rows, area)
    desk.onSay(t('table.copied', { count: area.bottom - area.top + 1 }))
  }
  const copied = (all: readonly Row[]) =>
    all.slice(area.top, area.bottom + 1).flatMap((shown) => {
      if (shown.kind === 'day') return []
      const taken = columns.slice(area.left, area.right + 1).filter(isTyped)
      return [
        taken.map((column) =>
          shown.kind === 'slot' ? cellText(t, shown.slot, column) : (shown.begun.texts[column] ?? ''),
        ),
      ]
    })
  const onPaste = (event: ClipboardEvent) => {
    if (editing || !canEdit || !active) return
    event.preventDefault()
    const block = blockIn(event.clipboardData)
    const [[only] = []] = block
    if (only === undefined) return desk.onSay(t('table.nothingToPaste'))
    if (block.length === 1 && block[0]?.length === 1 && !single) return void edits.fill(rows, area, only)
    const column = columns[area.left] ?? 'start'
    const lines = linesOf(
      block,
      isTyped(column) ? column : 'start',
      days.map(({ day }) => day),
    )
    const planned = planOf(week, rows, area.top, lines)
    // What goes beyond the days on the page is shown first, too.
    const here = new Set(days.map(({ day }) => day))
    if (planned.some(({ problems, day }) => problems.length > 0 || !here.has(day))) setPreview(planned)
    else void edits.paste(planned)
  }
  const onKeyDown = tableKeys({ desk, rows, cells, edits, editing, setEditing, leaving })
  const onAct = (act: DayAct, day: string) => {
    if (act !== 'add') return desk.onWork({ kind: act, day })
    cells.goTo({ row: edits.blankOf(day).id, column: 'start' })
  }
  return (
    <div className={css.table}>
      <div className={css.scroll} ref={scroll}>
        {/* biome-ignore lint/a11y/useSemanticElements: rows come and go as one scrolls, which a table element cannot */}
        <div
          role="grid"
          className={css.grid}
          aria-label={t('table.label')}
          aria-describedby={hint}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length}
          aria-multiselectable="true"
          aria-readonly={!canEdit}
          onKeyDown={onKeyDown}
          onCopy={onCopy}
          onCut={(event) => onCopy(event, true)}
          onPaste={onPaste}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus, one at a time */}
          <div role="row" aria-rowindex={1} className={css.head}>
            {columns.map((column, i) => (
              // biome-ignore lint/a11y/useSemanticElements: as above
              // biome-ignore lint/a11y/useFocusableInteractive: as above
              <div role="columnheader" aria-colindex={i + 1} key={column}>
                {t(`table.column.${column}`)}
              </div>
            ))}
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          <div role="rowgroup" className={css.body} style={{ height: sheet.getTotalSize() }}>
            {sheet.getVirtualItems().map(({ index: i, start, key }) => {
              const shown = rows[i]
              if (!shown) return null
              const place = { top: start - HEAD_PX, index: i + 2 }
              return shown.kind === 'day' ? (
                <DayRow key={key} {...place} {...{ view: shown.view, today, canEdit, onAct }} />
              ) : (
                <TableRow
                  key={key}
                  {...place}
                  measure={sheet.measureElement}
                  row={shown}
                  active={shown.id === active?.row ? active.column : undefined}
                  selected={i >= area.top && i <= area.bottom ? area : undefined}
                  editing={shown.id === editing?.row ? editing : undefined}
                  conflicts={conflicts.get(shown.id) ?? calm}
                  edits={edits}
                  canEdit={canEdit}
                  onCell={(column, how) => cells.goTo({ row: shown.id, column }, how)}
                  onEdit={(column) => canEdit && setEditing(editingOf(shown, column))}
                  onEdited={(next) => {
                    setEditing(undefined)
                    next?.(cells, rows, i)
                  }}
                />
              )
            })}
          </div>
        </div>
      </div>
      <CellBar
        row={row}
        column={active?.column}
        conflicts={conflicts.get(row?.id ?? '') ?? calm}
        edits={edits}
        canEdit={canEdit}
      />
      <p id={hint} className="sr-only">
        {t(canEdit ? 'table.hint' : 'table.hintRead')}
      </p>
      {preview && (
        <PastePreview
          planned={preview}
          onClose={() => setPreview(undefined)}
          onPaste={() => {
            setPreview(undefined)
            void edits.paste(preview)
          }}
        />
      )}
    </div>
  )
}

function editingOf(row: Row, column: Editing['column']): Editing {
  return { row: row.id, column, over: false, slot: row.kind === 'slot' ? row.slot : undefined }
}
