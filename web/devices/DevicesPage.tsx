import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useToday } from '../ui/clock.ts'
import { WithDrawer } from '../ui/Drawer.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { useMay } from '../ui/session.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { DeviceDrawer } from './DeviceDrawer.tsx'
import { DeviceRows } from './DeviceRows.tsx'
import { useDeviceLogs, useDevices } from './devices.api.ts'
import { EnrolDrawer } from './EnrolDrawer.tsx'
import { ImportLog } from './ImportLog.tsx'
import { SilenceDrawer } from './SilenceDrawer.tsx'
import { WaitingCodes } from './WaitingCodes.tsx'

/** The teams' phones and laptops: pair them, see how far their logs have come, take a lost one's token away. */
export default function DevicesPage() {
  const { t } = useTranslation('devices')
  const { xem } = useSearch({ strict: false })
  const navigate = useNavigate()
  const show = (id: string | undefined) => navigate({ to: '/may', search: { xem: id }, replace: true })
  const mayEnrol = useMay('devices.enrol')
  const mayImport = useMay('logs.import')
  const mayRule = useMay('devices.rules')
  const devices = useDevices()
  const logs = useDeviceLogs()
  const today = useToday().data?.date ?? ''
  const now = { today, silentDays: devices.data?.silentDays ?? 0 }
  useHotkeys({ n: () => show('moi') }, mayEnrol)
  const chosen = devices.data?.devices.find((device) => device.id === xem)
  const logOf = (id: string) => logs.data?.find((log) => log.device === id)
  const close = () => show(undefined)
  const add = mayEnrol && (
    <Button leftSection={<Icon name="plus" size={17} />} onClick={() => show('moi')}>
      {t('enrol')}
    </Button>
  )
  return (
    <WithDrawer
      drawer={
        xem === 'moi' && mayEnrol ? (
          <EnrolDrawer onClose={close} />
        ) : xem === 'im-lang' && mayRule && devices.data ? (
          <SilenceDrawer days={devices.data.silentDays} onClose={close} />
        ) : chosen ? (
          <DeviceDrawer key={chosen.id} device={chosen} log={logOf(chosen.id)} now={now} onClose={close} />
        ) : null
      }
    >
      <PageHeader title={t('title')} />
      <Toolbar left={mayImport && <ImportLog />}>
        {mayRule && devices.data && (
          <Button variant="default" onClick={() => show('im-lang')}>
            {t('silence.now', { count: devices.data.silentDays })}
          </Button>
        )}
        {add}
      </Toolbar>
      <PageBody>
        <Loaded query={devices}>
          {({ devices: list, codes }) => (
            <>
              {codes.length > 0 && <WaitingCodes codes={codes} mayDrop={mayEnrol} />}
              {list.length === 0 ? (
                <div className="card">
                  <EmptyState title={t('none')} actions={add}>
                    {t('noneHint')}
                  </EmptyState>
                </div>
              ) : (
                <DeviceRows devices={list} logOf={logOf} now={now} selected={xem} onOpen={show} />
              )}
            </>
          )}
        </Loaded>
      </PageBody>
    </WithDrawer>
  )
}
