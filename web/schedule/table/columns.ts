import type { TFunction } from 'i18next'
import { lengthText, timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { languageName } from '../../ui/LanguageChip.tsx'
import type { Slot } from '../schedule.api.ts'

/** The table's columns, in the order of the station's own sheets. */
export const columns = ['start', 'length', 'title', 'language', 'run', 'note', 'status'] as const
export type Column = (typeof columns)[number]
export type TypedColumn = Exclude<Column, 'status'>
/** The columns that are typed into, as text by column. */
export type CellTexts = Partial<Record<TypedColumn, string>>

export const isTyped = (column: Column): column is TypedColumn => column !== 'status'

/** What stands in a cell; the same words can be typed or pasted back. */
export function cellText(t: TFunction<'schedule'>, slot: Slot, column: TypedColumn): string {
  if (column === 'start') return timeOfDay(slot.startsAt)
  if (column === 'length') return lengthText(slot.durationMs)
  if (column === 'title') return slot.title
  if (column === 'language') return slot.language ? languageName(slot.language) : ''
  if (column === 'run') return t(`run.${slot.run}`)
  return slot.note
}
