import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, queryClient } from '../api.ts'
import { Icon } from '../ui/icons.tsx'
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
  if (!person) return null
  const about = [t(`common:role.${person.role}`), person.unit].filter(Boolean).join(', ')
  return (
    <Menu width={280} position="top-start" closeOnItemClick>
      <Menu.Target>
        <button type="button" className={css.who} aria-label={t('user.menu', { name: person.name })}>
          <span className={css.initials} aria-hidden="true">
            {initials(person.name)}
          </span>
          <span className={css.words}>
            <b>{person.name}</b>
            <small>{person.unit || t(`common:role.${person.role}`)}</small>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={css.about}>
          <b>{person.name}</b>
          <small>{about}</small>
        </div>
        <Menu.Divider />
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
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="help" />} onClick={onKeys}>
          {t('user.keys')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="exit" />} onClick={signOut}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

// Vietnamese given names come last: "Nông Thị Hoa" is TH, the two nearest to how people are called.
function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(-2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
}
