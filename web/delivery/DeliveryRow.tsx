import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useJobProgress } from '../live.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { bytes, number, percent, shortDateTime, span } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { DataRow } from '../ui/ListPanel.tsx'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import { type Status, StatusChip } from '../ui/StatusChip.tsx'
import { useMay } from '../ui/session.ts'
import css from './DeliveryPanel.module.css'
import { type Delivery, useAnswer, useMake } from './delivery.api.ts'

const chips: Record<Delivery['state'], Status> = {
  making: 'running',
  ready: 'sound',
  failed: 'failed',
  taken: 'done',
  refused: 'rejected',
}

export function DeliveryRow({ delivery, versionId }: { delivery: Delivery; versionId: string }) {
  const { t } = useTranslation('delivery')
  const { file, stopped } = delivery
  const make = useMake(versionId)
  const mayMake = useMay('delivery.make')
  return (
    <DataRow
      title={delivery.presetName}
      note={file?.name}
      side={
        <>
          <StatusChip status={stopped ? 'withdrawn' : chips[delivery.state]}>
            {t(stopped ? 'stopped' : `state.${delivery.state}`)}
          </StatusChip>
          {file && !stopped && (
            <a className={css.download} href={`/api/deliveries/${delivery.id}/file`} download>
              <Icon name="down" size={17} />
              {t('download')} <span className="num">{bytes(file.sizeBytes)}</span>
            </a>
          )}
          {delivery.state === 'failed' && mayMake && (
            <Button
              variant="default"
              size="compact-md"
              loading={make.isPending}
              onClick={() => make.mutate(delivery.preset)}
            >
              {t('again')}
            </Button>
          )}
        </>
      }
    >
      {delivery.state === 'making' && <Making delivery={delivery} />}
      {delivery.failure}
      {stopped && t(`whyNot.${stopped}`)}
      {file && <Measured file={file} />}
      {delivery.answer && <p>{t('stationSaid', { answer: delivery.answer })}</p>}
      <p className="mut">
        {t('asked', { name: delivery.requestedBy })}{' '}
        <span className="num">{shortDateTime(delivery.requestedAt)}</span>
      </p>
      {file && !stopped && mayMake && <Answer delivery={delivery} />}
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

function Measured({ file }: { file: NonNullable<Delivery['file']> }) {
  const { t } = useTranslation('delivery')
  const figure = (value: number | null) => (value === null ? '--' : number(value, 1))
  return (
    <p className="num">
      {t('measured', {
        before: figure(file.before.loudnessLufs),
        after: figure(file.after.loudnessLufs),
        beforePeak: figure(file.before.peakDbtp),
        afterPeak: figure(file.after.peakDbtp),
      })}
      {file.flags.map((flag) => ` ${t(`flag.${flag}`)}`)}
    </p>
  )
}

function Answer({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('delivery')
  const answer = useAnswer()
  const [refusing, setRefusing] = useState(false)
  const [why, setWhy] = useState('')
  const say = (taken: boolean) =>
    answer.mutate({ id: delivery.id, taken, why: taken ? '' : why }, { onSuccess: () => setRefusing(false) })
  return (
    <div className={css.answer}>
      {refusing ? (
        <>
          <TextInput
            label={t('why')}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
            maxLength={1000}
            autoFocus
          />
          <Button size="compact-md" variant="default" loading={answer.isPending} onClick={() => say(false)}>
            {t('keepRefusal')}
          </Button>
          <Button size="compact-md" variant="subtle" onClick={() => setRefusing(false)}>
            {t('cancel')}
          </Button>
        </>
      ) : (
        <>
          {delivery.state !== 'taken' && (
            <Button size="compact-md" variant="default" loading={answer.isPending} onClick={() => say(true)}>
              {t('taken')}
            </Button>
          )}
          <Button size="compact-md" variant="subtle" onClick={() => setRefusing(true)}>
            {t('refused')}
          </Button>
        </>
      )}
      {answer.error && <ErrorState error={answer.error} />}
    </div>
  )
}
