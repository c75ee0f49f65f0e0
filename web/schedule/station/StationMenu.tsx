import { ActionIcon, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'

/** From the week to what the station said of it, and to what aired. */
export function StationMenu({ channelId, monday }: { channelId: string; monday: string }) {
  const { t } = useTranslation('station')
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('menu')} title={t('menu')}>
          <Icon name="live" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Icon name="check" size={16} />}
          renderRoot={(props) => (
            <Link {...props} to="/lich/dai-tra-loi" search={{ kenh: channelId, tuan: monday }} />
          )}
        >
          {t('title')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="list" size={16} />}
          renderRoot={(props) => <Link {...props} to="/lich/nhat-ky" search={{ kenh: channelId }} />}
        >
          {t('log')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="report" size={16} />}
          renderRoot={(props) => (
            <Link
              {...props}
              to="/lich/nhat-ky/thang"
              search={{ kenh: channelId, thang: monday.slice(0, 7) }}
            />
          )}
        >
          {t('month')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
