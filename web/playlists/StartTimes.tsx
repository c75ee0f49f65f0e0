import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
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
        <Button
          key={time}
          size="row"
          variant="default"
          className="num"
          rightSection={<Icon name="x" size={14} />}
          onClick={() => onChange(value.filter((other) => other !== time))}
          aria-label={t('settings.removeStart', { time })}
        >
          {time}
        </Button>
      ))}
      <TimeInput label={t('settings.newStart')} value={typed} onChange={setTyped} />
      <Button variant="default" onClick={add} disabled={value.includes(typed)}>
        {t('settings.addStart')}
      </Button>
    </fieldset>
  )
}
