import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { versionToAir } from '../../server/schedule/plan.rules.ts'
import { duration } from '../ui/format.ts'
import { SealMark } from '../ui/SealMark.tsx'
import { useSettled } from '../ui/use-settled.ts'
import css from './SlotForm.module.css'
import { type FoundWork, useWorkSearch } from './schedule.api.ts'

/** The version that would air today, if any is approved for television. */
export const approvedOf = (work: FoundWork) =>
  versionToAir(
    work.versions.filter((version) => version.approvedUses.includes('tv')),
    { versionId: null, language: null },
  )

type Props = {
  /** What is chosen already, for the field to show before anything was searched. */
  chosen: { id: string; title: string } | undefined
  error: string | undefined
  onChoose: (work: FoundWork | undefined) => void
}

/** Finds a work by its words, with or without tones; says of each whether it is approved and how long it is. */
export function WorkPicker({ chosen, error, onChoose }: Props) {
  const { t } = useTranslation('schedule')
  const [typed, setTyped] = useState(chosen?.title ?? '')
  const q = useSettled(typed)
  const found = useWorkSearch(q === chosen?.title ? '' : q)
  const works = found.data ?? []
  const options = works.map((work) => ({ value: work.id, label: work.title }))
  if (chosen && !works.some((work) => work.id === chosen.id))
    options.unshift({ value: chosen.id, label: chosen.title })
  return (
    <Select
      label={t('form.work')}
      description={t('form.workHint')}
      searchable
      clearable={false}
      data-autofocus
      data={options}
      value={chosen?.id ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched already, by words without tones.
      filter={({ options: all }) => all}
      limit={13}
      nothingFoundMessage={found.isFetching ? t('form.searching') : t('form.noWork')}
      onChange={(id) => onChoose(works.find((work) => work.id === id))}
      error={error}
      renderOption={({ option }) => {
        const work = works.find(({ id }) => id === option.value)
        const version = work && approvedOf(work)
        return (
          <span className={css.option}>
            <SealMark approved={version !== undefined} size={15} />
            <span className={css.optionTitle}>{option.label}</span>
            <span className="num mut">{version ? duration(version.durationMs) : t('form.notApproved')}</span>
          </span>
        )
      }}
    />
  )
}
