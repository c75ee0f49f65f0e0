import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettled } from '../ui/use-settled.ts'
import css from './Uploads.module.css'
import { useWorkSearch } from './uploads.api.ts'

interface Props {
  value: string | null
  title: string | null
  onPick: (workId: string, title: string) => void
}

/** Finds the work that a recording is a further version of. */
export function WorkSelect({ value, title, onPick }: Props) {
  const { t } = useTranslation('uploads')
  const [typed, setTyped] = useState(title ?? '')
  const settled = useSettled(typed)
  const works = useWorkSearch(settled === title ? '' : settled).data ?? []
  const options = works.map((work) => ({ value: work.id, label: work.title }))
  if (value && title && !options.some((option) => option.value === value))
    options.unshift({ value, label: title })
  return (
    <Select
      className={css.wide ?? ''}
      label={t('details.work')}
      placeholder={t('details.workHint')}
      nothingFoundMessage={t('details.noWork')}
      searchable
      value={value}
      data={options}
      // The server has matched already, without tones.
      filter={({ options: all }) => all}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id, option) => id && option && onPick(id, option.label)}
    />
  )
}
