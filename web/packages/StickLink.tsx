import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'

/** Where a package goes to a loudspeaker's stick. */
export function StickLink({ packageId }: { packageId: string }) {
  const { t } = useTranslation('packages')
  return (
    <Button
      variant="default"
      leftSection={<Icon name="usb" size={19} />}
      renderRoot={(props) => <Link {...props} to="/goi/$packageId/usb" params={{ packageId }} />}
    >
      {t('stick')}
    </Button>
  )
}
