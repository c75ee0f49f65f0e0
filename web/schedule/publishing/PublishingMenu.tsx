import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { IconMenu } from '../../ui/IconMenu.tsx'
import { Icon } from '../../ui/icons.tsx'

type Props = { channelId: string; monday: string; onSettings: () => void }

/** What is done to published weeks at large, and how the channel publishes. */
export function PublishingMenu({ channelId, monday, onSettings }: Props) {
  const { t } = useTranslation('publishing')
  return (
    <IconMenu label={t('menu.label')} icon="flag">
      <Menu.Item
        leftSection={<Icon name="refresh" size={16} />}
        component="a"
        renderRoot={(props) => (
          <Link {...props} to="/lich/thay-the" search={{ kenh: channelId, tuan: monday }} />
        )}
      >
        {t('menu.substitution')}
      </Menu.Item>
      <Menu.Item leftSection={<Icon name="people" size={16} />} onClick={onSettings}>
        {t('menu.settings')}
      </Menu.Item>
    </IconMenu>
  )
}
