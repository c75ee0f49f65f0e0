import { useTranslation } from 'react-i18next'
import { shortDate, weekday } from '../../ui/format.ts'
import { type DayAct, DayMenu } from '../calendar/WeekHeads.tsx'
import { DayConflicts } from '../conflicts/DayConflicts.tsx'
import type { DayView } from '../plan-view.ts'
import { shared } from '../sentences.ts'
import { columns } from './columns.ts'
import css from './WeekTable.module.css'

type Props = {
  view: DayView
  top: number
  index: number
  today: string | undefined
  canEdit: boolean
  onAct: (act: DayAct, day: string) => void
}

/** The head of a day between the rows: which day, how much stands in it, and what can be done with it. */
export function DayRow({ view, top, index, today, canEdit, onAct }: Props) {
  const { t } = useTranslation('schedule')
  const totalMs = view.slots.reduce((sum, slot) => sum + slot.durationMs, 0)
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows come and go as one scrolls, which a table element cannot
    // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus, one at a time
    <div
      role="row"
      aria-rowindex={index}
      className={css.day}
      data-today={view.day === today || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div role="rowheader" aria-colindex={1} aria-colspan={columns.length} className={css.dayCell}>
        <b>
          {weekday(view.day)} <span className="num">{shortDate(view.day)}</span>
        </b>
        <span className={css.total}>
          {view.slots.length > 0
            ? t('table.total', { count: view.slots.length, span: shared(t, totalMs) })
            : t('nothingYet')}
        </span>
        <span className={css.against}>
          <DayConflicts day={view.day} conflicts={view.conflicts} canEdit={canEdit} />
        </span>
        <DayMenu day={view.day} canEdit={canEdit} onAct={onAct} />
      </div>
    </div>
  )
}
