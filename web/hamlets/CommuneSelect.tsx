import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fold } from '../ui/fold.ts'
import { useCommunes } from './hamlets.api.ts'

type Props = {
  at: string
  value: string
  /** The one that stands until another is chosen: named at once, before the others are there. */
  known?: { id: string; name: string }
  onChange: (id: string) => void
}

/** One commune of a day, found without tones. */
export function CommuneSelect({ at, value, known, onChange }: Props) {
  const { t } = useTranslation('hamlets')
  const communes = useCommunes(at).data ?? (known ? [known] : [])
  return (
    <Select
      label={t('field.commune')}
      required
      searchable
      data={communes.map(({ id, name }) => ({ value: id, label: name }))}
      filter={({ options, search }) =>
        options.filter((one) => 'label' in one && fold(one.label).includes(fold(search)))
      }
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
    />
  )
}
