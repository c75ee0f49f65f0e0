import { ActionIcon, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { TimeInput } from '../ui/TimeInput.tsx'
import css from './ClusterForm.module.css'

type Stretch = { from: string; to: string }
type Props = { legend: string; value: readonly Stretch[]; onChange: (stretches: Stretch[]) => void }

/** Stretches of the day; one that ends before it begins goes past midnight. */
export function Stretches({ legend, value, onChange }: Props) {
  const { t } = useTranslation('areas')
  const change = (at: number, part: Partial<Stretch>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <fieldset className={css.part}>
      <legend>{legend}</legend>
      {value.map(({ from, to }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stretch has no name but its place
        <div key={index} className={css.row}>
          <TimeInput
            label={t('hours.from')}
            value={from}
            onChange={(time) => change(index, { from: time })}
          />
          <TimeInput label={t('hours.to')} value={to} onChange={(time) => change(index, { to: time })} />
          <ActionIcon
            variant="subtle"
            size={36}
            aria-label={t('hours.removeStretch', { from, to })}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <Icon name="x" size={16} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          size="row"
          variant="default"
          onClick={() => onChange([...value, { from: '21:00', to: '05:00' }])}
        >
          {t('hours.addStretch')}
        </Button>
      </div>
    </fieldset>
  )
}
