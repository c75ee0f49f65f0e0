import { Button, Pill } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TimeInput } from '../ui/TimeInput.tsx'
import css from './PlaylistsPage.module.css'

/** When sessions begin: a time is added by the clock field and its button, and taken out by its cross. */
export function StartTimes({
  value,
  onChange,
}: {
  value: readonly string[]
  onChange: (times: string[]) => void
}) {
  const { t } = useTranslation('playlists')
  const [typed, setTyped] = useState('18:30')
  const add = () => {
    onChange([...new Set([...value, typed])].sort())
  }
  return (
    <fieldset className={css.chips}>
      <legend>{t('settings.starts')}</legend>
      {value.map((time) => (
        <Pill
          key={time}
          size="lg"
          withRemoveButton
          className="num"
          onRemove={() => onChange(value.filter((other) => other !== time))}
          removeButtonProps={{ 'aria-label': t('settings.removeStart', { time }), tabIndex: 0 }}
        >
          {time}
        </Pill>
      ))}
      <TimeInput label={t('settings.newStart')} value={typed} onChange={setTyped} />
      <Button variant="default" onClick={add} disabled={value.includes(typed)}>
        {t('settings.addStart')}
      </Button>
    </fieldset>
  )
}
