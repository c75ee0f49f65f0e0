import { useTranslation } from 'react-i18next'
import { fold } from '../../ui/fold.ts'
import { languageCodes, languageName } from '../../ui/LanguageChip.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { useWorkSearch } from '../schedule.api.ts'
import { approvedOf } from '../WorkPicker.tsx'
import type { TypedColumn } from './columns.ts'
import type { Taken } from './rows.ts'

export interface Option {
  key: string
  text: string
  work?: Taken
}

/** What a cell offers for what was typed: works of the library, languages, first run or repeat; tones do not matter. */
export function useOptions(column: TypedColumn, typed: string, active: boolean): readonly Option[] {
  const { t } = useTranslation('schedule')
  const q = useSettled(typed.trim())
  const searches = active && column === 'title' && q !== ''
  const found = useWorkSearch(searches ? q : '')
  if (searches)
    return (found.data ?? []).slice(0, 8).map((work) => ({
      key: work.id,
      text: work.title,
      work: { id: work.id, title: work.title, durationMs: approvedOf(work)?.durationMs },
    }))
  const all: Option[] =
    column === 'language'
      ? languageCodes.map((code) => ({ key: code, text: languageName(code) }))
      : column === 'run'
        ? (['first', 'repeat'] as const).map((run) => ({ key: run, text: t(`run.${run}`) }))
        : []
  return all.filter(({ text }) => fold(text).includes(fold(typed.trim())))
}
