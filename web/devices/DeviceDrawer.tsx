import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { dateTime } from '../ui/format.ts'
import { Chip } from '../ui/StatusChip.tsx'
import { useMay } from '../ui/session.ts'
import css from './Devices.module.css'
import type { Device, DeviceLog } from './devices.api.ts'
import { useRevoke } from './devices.api.ts'
import { Quarantine } from './Quarantine.tsx'
import { ReasonForm } from './ReasonForm.tsx'
import { type Now, standingOf } from './standing.ts'

type Props = { device: Device; log: DeviceLog | undefined; now: Now; onClose: () => void }

/** One device: since when it is ours, how far its log is held, and taking its token away. */
export function DeviceDrawer({ device, log, now, onClose }: Props) {
  const { t } = useTranslation('devices')
  const mayRevoke = useMay('devices.revoke')
  const mayRelease = useMay('logs.release')
  const revoke = useRevoke(device.id)
  const { tone, icon, word, days } = standingOf(device, log, now)
  const missing = log ? log.highest - log.acknowledged : 0
  const facts = [
    [t('team'), device.team.name],
    [t('kind'), t(`kinds.${device.kind}`)],
    [t('enrolledOn'), t('byAt', { by: device.enrolledBy, time: dateTime(device.enrolledAt) })],
    [t('lastSeen'), device.lastSeenAt ? dateTime(device.lastSeenAt) : t('never')],
    [t('acknowledged'), log ? t('upTo', { count: log.acknowledged }) : t('nothingHeld')],
    missing > 0 && [t('between'), t('missing', { count: missing })],
    device.told && device.told.sequence > (log?.acknowledged ?? 0)
      ? [t('onDevice'), t('upTo', { count: device.told.sequence })]
      : false,
    device.told?.waitingSince && [t('waitingSince'), dateTime(device.told.waitingSince)],
    log && log.forks > 0 && [t('forks'), t('forksHint', { count: log.forks })],
    device.revoked && [
      t('revokedOn'),
      `${t('byAt', { by: device.revoked.by, time: dateTime(device.revoked.at) })}: ${device.revoked.reason}`,
    ],
  ].filter(Array.isArray)
  return (
    <Drawer title={device.name} onClose={onClose}>
      <Chip tone={tone} icon={icon}>
        {t(`standing.${word}`, { count: days })}
      </Chip>
      <dl className={css.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {mayRelease && log && log.quarantined > 0 && <Quarantine deviceId={device.id} />}
      {mayRevoke && !device.revoked && (
        <ReasonForm
          label={t('revoke')}
          hint={t('revokeHint')}
          confirm={t('revokeNow')}
          pending={revoke.isPending}
          error={revoke.error}
          onConfirm={(reason) => revoke.mutate(reason)}
        />
      )}
    </Drawer>
  )
}
