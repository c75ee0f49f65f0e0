import { Popover } from '@mantine/core'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pending } from './cell-values.ts'
import { cellText } from './columns.ts'
import { OptionList } from './OptionList.tsx'
import type { Row } from './rows.ts'
import type { Cells } from './use-cells.ts'
import type { Edits } from './use-edits.ts'
import { useOptions } from './use-options.ts'
import { beside, type Editing } from './use-table-keys.ts'
import css from './WeekTable.module.css'

/** Where the cursor goes once the cell is kept. */
export type Leave = (cells: Cells, rows: readonly Row[], index: number) => void

type Props = {
  row: Exclude<Row, { kind: 'day' }>
  editing: Editing
  waiting: Pending | undefined
  edits: Edits
  onDone: (leave: Leave | undefined) => void
}

/** The field in a cell. Leaving it keeps what was typed, Esc alone does not. */
export function CellEditor({ row, editing, waiting, edits, onDone }: Props) {
  const { t } = useTranslation('schedule')
  const { column, over } = editing
  const list = useId()
  const field = useRef<HTMLInputElement>(null)
  const left = useRef(false)
  const stands = row.kind === 'slot' ? cellText(t, row.slot, column) : (row.begun.texts[column] ?? '')
  const [text, setText] = useState(over ? '' : (waiting?.text ?? stands))
  const [at, setAt] = useState(-1)
  const [open, setOpen] = useState(over)
  const options = useOptions(column, text, open)
  useEffect(() => {
    field.current?.focus({ preventScroll: true })
  }, [])

  const keep = (leave: Leave | undefined, chosen = options[at]) => {
    if (left.current) return
    left.current = true
    const words = chosen?.text ?? text
    if (row.kind === 'slot') {
      // A row laid while it was typed into is changed as this page laid it: whoever changed it since is noticed.
      const seen = editing.slot ?? { ...row.slot, revision: 0 }
      void edits.editSlot(seen, column, words, { own: !over, work: chosen?.work })
    } else void edits.editBegun(row.begun, column, words, chosen?.work)
    onDone(leave)
  }
  const stay: Leave = (cells) => cells.active && cells.goTo(cells.active)
  const down =
    (way: 1 | -1): Leave =>
    (cells, rows, index) => {
      const next = rows[index + 1]
      // A row that was filled is followed by the next empty one, from its first cell on.
      if (row.kind === 'begun' && way === 1)
        return cells.goTo({
          row: next?.kind === 'begun' ? next.id : edits.blankOf(row.day).id,
          column: 'start',
        })
      cells.step(way, 0)
    }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // While letters are being composed, Enter and arrows belong to the method of input.
    if (event.nativeEvent.isComposing) return
    const act = actOf(event)
    event.stopPropagation()
    if (!act) return
    event.preventDefault()
    act()
  }
  const actOf = ({ key, shiftKey }: KeyboardEvent): (() => void) | undefined => {
    if (key === 'Enter') return () => keep(down(shiftKey ? -1 : 1))
    if (key === 'Tab')
      return () =>
        keep((cells, rows) => {
          const next = beside(rows, cells, shiftKey)
          cells.goTo(next ?? cells.active ?? { row: row.id, column })
        })
    if (key === 'Escape')
      return () => {
        left.current = true
        if (row.kind === 'slot') edits.forget(row.id, column)
        onDone(stay)
      }
    if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined
    const way = key === 'ArrowDown' ? 1 : -1
    if (options.length > 0 || column === 'title' || column === 'language' || column === 'run')
      return () => {
        setOpen(true)
        setAt((now) => Math.max(-1, Math.min(options.length - 1, now + way)))
      }
    return over ? () => keep(down(way)) : undefined
  }
  const chooses = column === 'title' || column === 'language' || column === 'run'
  const shown = open && chooses && options.length > 0
  return (
    <Popover
      opened={shown}
      position="bottom-start"
      offset={2}
      withinPortal
      trapFocus={false}
      returnFocus={false}
    >
      <Popover.Target>
        <input
          ref={field}
          className={css.field}
          value={text}
          aria-label={t(`table.column.${column}`)}
          autoComplete="off"
          spellCheck={false}
          data-wrong={waiting?.problem !== undefined || undefined}
          {...(chooses && {
            role: 'combobox',
            'aria-expanded': shown,
            'aria-controls': list,
            'aria-autocomplete': 'list' as const,
            'aria-activedescendant': shown && at >= 0 ? `${list} ${at}` : undefined,
          })}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setAt(-1)
            setOpen(true)
          }}
          onKeyDown={onKeyDown}
          onBlur={() => keep(undefined)}
        />
      </Popover.Target>
      <Popover.Dropdown p={4} className={css.options}>
        <OptionList
          id={list}
          label={t(`table.column.${column}`)}
          options={options}
          at={at}
          onChoose={(option) => keep(stay, option)}
        />
        {column === 'title' && text.trim() !== '' && <p className={css.titleOnly}>{t('table.titleOnly')}</p>}
      </Popover.Dropdown>
    </Popover>
  )
}
