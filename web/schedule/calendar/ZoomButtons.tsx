import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import type { Zoom } from './use-zoom.ts'

/** Larger and smaller hours, for hands without a wheel. */
export function ZoomButtons({ zoom }: { zoom: Zoom }) {
  const { t } = useTranslation('calendar')
  const button = (icon: 'minus' | 'plus', words: string, disabled: boolean, act: () => void) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={28}
      aria-label={words}
      title={words}
      aria-disabled={disabled}
      onClick={act}
    >
      <Icon name={icon} size={16} />
    </ActionIcon>
  )
  return (
    <>
      {button('minus', t('zoom.smaller'), zoom.atLeast, zoom.smaller)}
      {button('plus', t('zoom.larger'), zoom.atMost, zoom.larger)}
    </>
  )
}
