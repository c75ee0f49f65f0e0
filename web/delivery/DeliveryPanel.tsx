import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { useMay } from '../ui/session.ts'
import css from './DeliveryPanel.module.css'
import { DeliveryRow } from './DeliveryRow.tsx'
import { type Deliveries, useDeliveries } from './delivery.api.ts'
import { Make } from './Make.tsx'

/** Folders for the station: what each preset would change, what was made, how it left, and what the station said. */
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
  const [making, setMaking] = useState(false)
  return (
    <>
      <ul>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} title={delivery.presetName} />
        ))}
      </ul>
      {mayMake && !hindrance ? (
        making || deliveries.length === 0 ? (
          <Make data={data} versionId={versionId} onMade={() => setMaking(false)} />
        ) : (
          <div className={css.further}>
            <Button variant="default" size="row" onClick={() => setMaking(true)}>
              {t('makeFurther')}
            </Button>
          </div>
        )
      ) : (
        deliveries.length === 0 && (
          <p className={css.none}>{hindrance ? t(`whyNot.${hindrance}`) : t('schedulerMakes')}</p>
        )
      )}
    </>
  )
}
