import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'

type Place = { kind: string; id: string; name: string }

export function ListenButton({ place, onListen }: { place: Place; onListen: (place: Place) => void }) {
  const { t } = useTranslation('playlists')
  return (
    <ActionIcon
      size={26}
      radius="xl"
      variant="default"
      onClick={() => onListen(place)}
      title={t('listen')}
      aria-label={t('listenAs', { place: place.name })}
    >
      <Icon name="play" size={12} />
    </ActionIcon>
  )
}
