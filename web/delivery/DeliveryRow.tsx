import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useJobProgress } from '../live.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { bytes, number, percent, shortDateTime, span } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { DataRow } from '../ui/ListPanel.tsx'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import { type Status, StatusChip } from '../ui/StatusChip.tsx'
import { useMay } from '../ui/session.ts'
import { type Delivery, useMake, zipUrl } from './delivery.api.ts'
import { Folder } from './Folder.tsx'

const chips: Record<Delivery['state'], Status> = {
  making: 'running',
  ready: 'sound',
  failed: 'failed',
  taken: 'done',
  refused: 'rejected',
}

type Props = { delivery: Delivery; title: ReactNode; onShown?: (shown: boolean) => void }

/** One folder for the station: how far it is, and behind it its files, disks, links and answers. */
export function DeliveryRow({ delivery, title, onShown }: Props) {
  const { t } = useTranslation('delivery')
  const { files, stopped, programme, state } = delivery
  const make = useMake()
  const mayMake = useMay('delivery.make')
  const [shown, setShown] = useState(false)
  const toggle = () => {
    setShown(!shown)
    onShown?.(!shown)
  }
  const whole = files.length > 0
  const allBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  const waits = state === 'ready' && delivery.handedOver
  return (
    <DataRow
      title={title}
      note={delivery.folderName}
      side={
        <>
          <StatusChip status={stopped ? 'withdrawn' : waits ? 'submitted' : chips[state]}>
            {t(stopped ? 'stopped' : waits ? 'state.waiting' : `state.${state}`)}
          </StatusChip>
          {whole && !stopped && (
            <Button
              component="a"
              href={zipUrl(delivery.id)}
              download
              size="row"
              variant="default"
              leftSection={<Icon name="down" size={17} />}
            >
              {t('downloadAll')} <span className="num">&nbsp;{bytes(allBytes)}</span>
            </Button>
          )}
          {(state === 'failed' || (state !== 'making' && !whole)) && !stopped && mayMake && (
            <Button
              variant="default"
              size="row"
              loading={make.isPending}
              onClick={() => make.mutate({ versionId: delivery.version.id, preset: delivery.preset })}
            >
              {t('again')}
            </Button>
          )}
          {whole && (
            <Button
              variant="subtle"
              size="row"
              aria-expanded={shown}
              rightSection={<Icon name={shown ? 'minus' : 'chev'} size={15} />}
              onClick={toggle}
            >
              {t(shown ? 'less' : 'more')}
            </Button>
          )}
        </>
      }
      below={whole && shown && <Folder delivery={delivery} />}
    >
      {state === 'making' && <Making delivery={delivery} />}
      {delivery.failure}
      {stopped && <p>{t(`whyNot.${stopped}`)}</p>}
      {programme && <Measured programme={programme} />}
      <LastAnswer delivery={delivery} />
      <p className="mut">
        {t('asked', { name: delivery.requestedBy })}{' '}
        <span className="num">{shortDateTime(delivery.requestedAt)}</span>
      </p>
      {make.error && <ErrorState error={make.error} />}
    </DataRow>
  )
}

function Making({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('delivery')
  const news = useJobProgress(delivery.id)
  const fraction = news?.fraction ?? null
  return (
    <ProgressLine label={t('making', { name: delivery.presetName })} fraction={fraction}>
      {fraction === null
        ? t('queued')
        : [percent(fraction), news?.etaMs && t('left', { span: span(news.etaMs) })]
            .filter(Boolean)
            .join(', ')}
    </ProgressLine>
  )
}

function Measured({ programme }: { programme: NonNullable<Delivery['programme']> }) {
  const { t } = useTranslation('delivery')
  const figure = (value: number | null) => (value === null ? '--' : number(value, 1))
  return (
    <p className="num">
      {t('measured', {
        before: figure(programme.before.loudnessLufs),
        after: figure(programme.after.loudnessLufs),
        beforePeak: figure(programme.before.peakDbtp),
        afterPeak: figure(programme.after.peakDbtp),
      })}
      {programme.flags.map((flag) => ` ${t(`flag.${flag}`)}`)}
    </p>
  )
}

function LastAnswer({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('delivery')
  const [last] = delivery.answers
  if (!last?.why) return null
  return <p>{t('stationSaid', { answer: last.why })}</p>
}
