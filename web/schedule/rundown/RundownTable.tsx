import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GapPolicy } from '../../../server/schedule/filling/filling.schema.ts'
import type { Rundown } from '../../../server/schedule/rundown/rundown.rules.ts'
import { date, weekday } from '../../ui/format.ts'
import { isEditable } from '../../ui/use-hotkeys.ts'
import type { Slot, Week } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import type { Gap } from '../templates/plans.api.ts'
import { GapRow } from './GapRow.tsx'
import css from './Rundown.module.css'
import { SlotRow } from './SlotRow.tsx'

export interface RundownActs {
  open: (slot: Slot) => void
  remove: (slot: Slot) => void
  /** Puts a slot at a place in the order, counted from 0. */
  order: (slot: Slot, to: number) => void
  mode: (slot: Slot, startMode: Slot['startMode']) => void
  policy: (afterId: string, policy: GapPolicy | null) => void
  fill: (gap: Gap) => void
}

type Props = {
  rundown: Rundown<Slot>
  channel: Week['channel']
  day: string
  /** None where the order may only be read. */
  acts: RundownActs | undefined
}

/** The order of the day as a table in which one row at a time is under the keys. */
export function RundownTable({ rundown, channel, day, acts }: Props) {
  const { t } = useTranslation('plans')
  const body = useRef<HTMLTableSectionElement>(null)
  const [current, setCurrent] = useState(0)
  const { rows } = rundown
  const slots = rows.flatMap((row) => (row.kind === 'slot' ? [row.slot] : []))
  // Rows that can be reached; midnight is only read.
  const stops = rows.flatMap((row, index) => (row.kind === 'dawn' ? [] : index))
  const at = stops.includes(current) ? current : (stops[0] ?? 0)
  const focusRow = (index: number | undefined) => {
    if (index === undefined) return
    setCurrent(index)
    body.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys of a button, menu or field inside the row are its own.
    if (isEditable(event.target) || !(event.target as HTMLElement).matches('tr')) return
    const row = rows[at]
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const ctrl = event.ctrlKey || event.metaKey
    if (step !== 0 && ctrl && row?.kind === 'slot') {
      const to = slots.indexOf(row.slot) + step
      if (acts && to >= 0 && to < slots.length) {
        acts.order(row.slot, to)
        setCurrent(rows.findIndex((other) => other.kind === 'slot' && other.slot === slots[to]))
      }
    } else if (step !== 0 && !event.altKey) focusRow(stops[stops.indexOf(at) + step])
    else if (event.key === 'Home') focusRow(stops[0])
    else if (event.key === 'End') focusRow(stops.at(-1))
    else if (acts && event.key === 'Enter' && row?.kind === 'slot') acts.open(row.slot)
    else if (acts && event.key === 'Delete' && row?.kind === 'slot') acts.remove(row.slot)
    else if (acts && (event.key === 'f' || event.key === 'Enter') && row?.kind === 'gap' && !row.offAir)
      acts.fill(row)
    else return
    event.preventDefault()
  }
  return (
    <>
      {acts && <p className={`mut ${css.keys}`}>{t('rundown.keys')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are walked by keys is a grid */}
      {/* biome-ignore lint/a11y/useSemanticElements: it is a table already */}
      <table role="grid" className={css.table} aria-label={t('rundown.table', { day: dayName(day) })}>
        <thead>
          <tr>
            <th scope="col">{t('rundown.number')}</th>
            <th scope="col">{t('rundown.start')}</th>
            <th scope="col">{t('rundown.length')}</th>
            <th scope="col">{t('rundown.programme')}</th>
            <th scope="col">{t('rundown.state')}</th>
            <th scope="col">{t('rundown.mode')}</th>
            <th scope="col">{t('rundown.end')}</th>
            {acts && (
              <th scope="col">
                <span className="sr-only">{t('rundown.more')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {rows.map((row, index) => {
            const place = { index, tabIndex: index === at ? 0 : -1, onFocus: () => setCurrent(index) }
            if (row.kind === 'dawn')
              return (
                <tr key={`dawn ${row.day}`} className={css.dawn}>
                  <th scope="rowgroup" colSpan={acts ? 8 : 7}>
                    {t('rundown.dawn', { day: `${weekday(row.day)} ${date(row.day)}` })}
                  </th>
                </tr>
              )
            if (row.kind === 'gap')
              return (
                <GapRow key={`gap ${row.afterId}`} gap={row} channel={channel} acts={acts} place={place} />
              )
            return (
              <SlotRow
                key={row.slot.id}
                row={row}
                number={slots.indexOf(row.slot)}
                count={slots.length}
                acts={acts}
                place={place}
                onDrop={(id, to) => {
                  const moved = slots.find((slot) => slot.id === id)
                  if (moved) acts?.order(moved, to)
                }}
              />
            )
          })}
        </tbody>
      </table>
    </>
  )
}
