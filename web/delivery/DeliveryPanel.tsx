import { Radio } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { useMay } from '../ui/session.ts'
import css from './DeliveryPanel.module.css'
import { DeliveryRow } from './DeliveryRow.tsx'
import { type Deliveries, useDeliveries, useMake } from './delivery.api.ts'

/** Files for the station: what each preset would change, what was made, and what the station said. */
export default function DeliveryPanel({ versionId }: { versionId: string }) {
  const mayRead = useMay('delivery.read')
  return mayRead ? <Panel versionId={versionId} /> : null
}

function Panel({ versionId }: { versionId: string }) {
  const { t } = useTranslation('delivery')
  const deliveries = useDeliveries(versionId)
  return (
    <ListPanel title={t('title')}>
      <Loaded query={deliveries}>{(data) => <Content data={data} versionId={versionId} />}</Loaded>
    </ListPanel>
  )
}

function Content({ data, versionId }: { data: Deliveries; versionId: string }) {
  const { t } = useTranslation('delivery')
  const mayMake = useMay('delivery.make')
  const { deliveries, hindrance } = data
  return (
    <>
      <ul>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} versionId={versionId} />
        ))}
      </ul>
      {mayMake && !hindrance ? (
        <Make data={data} versionId={versionId} />
      ) : (
        deliveries.length === 0 && (
          <p className={css.none}>{hindrance ? t(`whyNot.${hindrance}`) : t('schedulerMakes')}</p>
        )
      )}
    </>
  )
}

function Make({ data, versionId }: { data: Deliveries; versionId: string }) {
  const { t } = useTranslation('delivery')
  const make = useMake(versionId)
  const [chosen, setChosen] = useState(data.presets[0]?.preset)
  const preset = data.presets.find((one) => one.preset === chosen)
  const made = data.deliveries.find((one) => one.preset === chosen && one.state !== 'failed' && !one.stopped)
  return (
    <div className={css.make}>
      <Radio.Group
        label={t('preset')}
        value={chosen ?? ''}
        onChange={(value) => setChosen(data.presets.find((one) => one.preset === value)?.preset)}
      >
        <div className={css.presets}>
          {data.presets.map((one) => (
            <Radio key={one.preset} value={one.preset} label={one.name} />
          ))}
        </div>
      </Radio.Group>
      {preset && (
        <div>
          <h3>{t('changes')}</h3>
          <ul className={css.differences}>
            {preset.differences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      {make.error && <ErrorState error={make.error} />}
      <ActionButton
        loading={make.isPending}
        blocked={made && t('alreadyMade')}
        onClick={() => preset && make.mutate(preset.preset)}
      >
        {t('make', { name: preset?.name ?? '' })}
      </ActionButton>
    </div>
  )
}
