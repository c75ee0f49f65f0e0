import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { shortDateTime } from '../ui/format.ts'
import { DataRow, ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PhoneLink } from '../ui/PhoneLink.tsx'
import { useMay } from '../ui/session.ts'
import { useSilent } from './coverage.api.ts'

/** Devices that told nothing for as many days as the station has set. */
export function SilentDevices() {
  const { t } = useTranslation('coverage')
  const mayRead = useMay('devices.read')
  const mayRule = useMay('devices.rules')
  return (
    <Loaded query={useSilent()}>
      {({ days, devices }) => (
        <ListPanel
          title={t('silentTitle', { count: days })}
          count={devices.length}
          aside={
            mayRule && (
              <Link className="link" to="/may" search={{ xem: 'im-lang' }}>
                {t('otherDays')}
              </Link>
            )
          }
        >
          {devices.length === 0 ? (
            <EmptyState title={t('noneSilent')} />
          ) : (
            <ul>
              {devices.map((one) => (
                <DataRow
                  key={one.id}
                  title={
                    mayRead ? (
                      <Link className="link" to="/may" search={{ xem: one.id }}>
                        {one.name}
                      </Link>
                    ) : (
                      one.name
                    )
                  }
                  note={one.team.name}
                  side={<span className="num">{t('silentDays', { count: one.days })}</span>}
                >
                  {one.lastSeenAt ? t('seenLast', { time: shortDateTime(one.lastSeenAt) }) : t('neverSeen')}{' '}
                  {one.waitingSince && t('waits', { time: shortDateTime(one.waitingSince) })}{' '}
                  <PhoneLink phone={one.team.phone} />
                </DataRow>
              ))}
            </ul>
          )}
        </ListPanel>
      )}
    </Loaded>
  )
}
