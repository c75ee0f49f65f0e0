import { ActionIcon, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'

type Props = { channelId: string; monday: string; onSettings: () => void }

/** What is done to published weeks at large, and how the channel publishes. */
export function PublishingMenu({ channelId, monday, onSettings }: Props) {
  const { t } = useTranslation('publishing')
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('menu.label')}
          title={t('menu.label')}
        >
          <Icon name="flag" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
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
      </Menu.Dropdown>
    </Menu>
  )
}
