import { useTranslation } from 'react-i18next'
import { shortDateTime } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { DataRow, ListPanel, RowIcon } from '../ui/ListPanel.tsx'
import { Chip } from '../ui/StatusChip.tsx'
import type { Device, DeviceLog } from './devices.api.ts'
import { type Now, standingOf } from './standing.ts'

type Props = {
  devices: readonly Device[]
  logOf: (id: string) => DeviceLog | undefined
  now: Now
  selected: string | undefined
  onOpen: (id: string) => void
}

/** Each device with what most needs to be known of it. */
export function DeviceRows({ devices, logOf, now, selected, onOpen }: Props) {
  const { t } = useTranslation('devices')
  return (
    <ListPanel title={t('list')} count={devices.length}>
      <ul>
        {devices.map((device) => {
          const log = logOf(device.id)
          const { tone, icon, word, days } = standingOf(device, log, now)
          return (
            <DataRow
              key={device.id}
              title={device.name}
              note={device.team.name}
              selected={device.id === selected}
              onOpen={() => onOpen(device.id)}
              lead={
                <RowIcon>
                  <Icon name={device.kind === 'phone' ? 'speaker' : 'square'} />
                </RowIcon>
              }
              side={
                <Chip tone={tone} icon={icon}>
                  {t(`standing.${word}`, { count: days })}
                </Chip>
              }
            >
              {device.lastSeenAt
                ? t('seen', { time: shortDateTime(device.lastSeenAt) })
                : t('enrolled', { time: shortDateTime(device.enrolledAt), by: device.enrolledBy })}{' '}
              {log && t('held', { count: log.acknowledged })}{' '}
              {log && log.quarantined > 0 && <b>{t('quarantined', { count: log.quarantined })}</b>}
            </DataRow>
          )
        })}
      </ul>
    </ListPanel>
  )
}
