import { NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { workKinds } from '../../server/library/library.schema.ts'
import { Icon } from '../ui/icons.tsx'
import { languageCodes, languageName } from '../ui/LanguageChip.tsx'
import css from './LibraryPage.module.css'

const states = ['checking', 'draft', 'submitted', 'changes', 'approved', 'rejected', 'refused', 'withdrawn']
const searchRestMs = 250

interface Props {
  search: Record<string, string | undefined>
  onChange: (change: Record<string, string | undefined>) => void
}

/** What the address holds, as controls: a filtered list can be sent to somebody. */
export function Filters({ search, onChange }: Props) {
  const { t } = useTranslation('library')
  const choose = (key: string) => (event: { currentTarget: { value: string } }) =>
    onChange({ [key]: event.currentTarget.value || undefined })
  const languages = languageCodes.map((code) => ({ value: code, name: languageName(code) }))
  return (
    <>
      <Search text={search.tim ?? ''} onSettled={(tim) => onChange({ tim: tim || undefined })} />
      <NativeSelect
        aria-label={t('filter.kind')}
        className={css.choice ?? ''}
        value={search.loai ?? ''}
        onChange={choose('loai')}
        data={[
          { value: '', label: t('filter.anyKind') },
          ...workKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('filter.language')}
        className={css.choice ?? ''}
        value={search.tieng ?? ''}
        onChange={choose('tieng')}
        data={[
          { value: '', label: t('filter.anyLanguage') },
          ...languages.map(({ value, name }) => ({ value, label: t('filter.in', { name }) })),
          { value: 'none', label: languageName(null) },
        ]}
      />
      <NativeSelect
        aria-label={t('filter.missing')}
        value={search.thieu ?? ''}
        onChange={choose('thieu')}
        className={`${css.lacking} ${search.thieu ? css.on : ''}`}
        data={[
          { value: '', label: t('filter.missing') },
          ...languages.map(({ value, name }) => ({ value, label: t('filter.missingIn', { name }) })),
        ]}
      />
      <NativeSelect
        aria-label={t('filter.state')}
        className={css.choice ?? ''}
        value={search.trangthai ?? ''}
        onChange={choose('trangthai')}
        data={[
          { value: '', label: t('filter.anyState') },
          ...states.map((state) => ({ value: state, label: t(`state.${state}`) })),
        ]}
      />
    </>
  )
}

// Vietnamese input methods rewrite what stands in the field: the search waits until the fingers rest.
function Search({ text, onSettled }: { text: string; onSettled: (text: string) => void }) {
  const { t } = useTranslation('library')
  const [typed, setTyped] = useState(text)
  useEffect(() => setTyped(text), [text])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the wait
  useEffect(() => {
    if (typed.trim() === text) return
    const timer = setTimeout(() => onSettled(typed.trim()), searchRestMs)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <TextInput
      type="search"
      aria-label={t('filter.search')}
      placeholder={t('filter.searchHint')}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      leftSection={<Icon name="search" size={17} />}
      className={css.search ?? ''}
    />
  )
}
