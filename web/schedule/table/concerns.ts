import type { TFunction } from 'i18next'
import type { DayView } from '../plan-view.ts'
import type { Slot } from '../schedule.api.ts'
import { shared } from '../sentences.ts'
import type { Column } from './columns.ts'

/** What stands against a slot, and the cell that shows it. */
export interface Concern {
  column: Column
  stops: boolean
  sentence: string
}

/** Everything that stands against a slot, the gravest first. */
export function concernsOf(t: TFunction<'schedule'>, slot: Slot, view: DayView): Concern[] {
  const clashes = view.overlaps
    .filter(({ first, second }) => first.id === slot.id || second.id === slot.id)
    .map(({ first, second, durationMs }): Concern => {
      const other = first.id === slot.id ? second : first
      const sentence = t('table.overlap', { span: shared(t, durationMs), title: other.title })
      return { column: 'start', stops: true, sentence }
    })
  const pinned: Concern[] = slot.pinNotApproved
    ? [{ column: 'title', stops: true, sentence: t('pinNotApproved') }]
    : []
  const kept: Concern[] = slot.placeholder
    ? [{ column: 'status', stops: false, sentence: t('table.placeholder') }]
    : []
  const warned = slot.warnings.map(
    (warning): Concern => ({
      column: warning === 'repeat_before_first' ? 'run' : 'length',
      stops: false,
      sentence: t(`warning.${warning}`),
    }),
  )
  return [...clashes, ...pinned, ...warned, ...kept]
}
