import { Popover, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queryClient } from '../api.ts'
import { Icon } from '../ui/icons.tsx'
import { initials } from '../ui/initials.ts'
import { usePerson } from '../ui/session.ts'
import { type Language, language, speak } from '../words.ts'
import css from './UserMenu.module.css'

async function signOut() {
  await api['sign-out'].$post()
  // Nothing of this person's stays in the browser for the next one.
  queryClient.clear()
  location.assign('/dang-nhap')
}

export function UserMenu({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation(['shell', 'common'])
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const person = usePerson()
  const [open, setOpen] = useState(false)
  if (!person) return null
  const keys = () => {
    setOpen(false)
    onKeys()
  }
  const about = [t(`common:role.${person.role}`), person.unit.name].join(', ')
  return (
    <Popover width={280} position="top-start" trapFocus returnFocus opened={open} onChange={setOpen}>
      <Popover.Target>
        <button
          type="button"
          className={css.who}
          aria-label={t('user.menu', { name: person.name })}
          onClick={() => setOpen(!open)}
        >
          <span className={css.initials} aria-hidden="true">
            {initials(person.name)}
          </span>
          <span className={css.words}>
            <b>{person.name}</b>
            <small>{person.unit.name}</small>
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('user.menu', { name: person.name })}>
        <div className={css.about}>
          <b>{person.name}</b>
          <small>{about}</small>
        </div>
        <div className={css.choice}>
          <span>{t('user.language')}</span>
          <SegmentedControl
            fullWidth
            aria-label={t('user.language')}
            value={language()}
            onChange={(next) => speak(next as Language)}
            data={[
              { value: 'vi', label: 'Tiếng Việt' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <div className={css.choice}>
          <span>{t('user.scheme')}</span>
          <SegmentedControl
            fullWidth
            aria-label={t('user.scheme')}
            value={colorScheme}
            onChange={(next) => setColorScheme(next as typeof colorScheme)}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`user.${value}`) }))}
          />
        </div>
        <button type="button" className={css.item} onClick={keys}>
          <Icon name="help" />
          {t('user.keys')}
        </button>
        <button type="button" className={css.item} onClick={signOut}>
          <Icon name="exit" />
          {t('user.signOut')}
        </button>
      </Popover.Dropdown>
    </Popover>
  )
}
