import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../ui/PageHeader.tsx'
import { DeliveryRow } from './DeliveryRow.tsx'
import { type Delivery, useAllDeliveries } from './delivery.api.ts'

/** In the order in which somebody has to do something. */
const groups = ['waiting', 'toHandOver', 'failed', 'making', 'refused', 'taken', 'stopped'] as const
type Group = (typeof groups)[number]

function groupOf(delivery: Delivery): Group {
  const { state, stopped, handedOver } = delivery
  if (stopped && state !== 'taken' && state !== 'refused') return 'stopped'
  if (state === 'ready') return handedOver ? 'waiting' : 'toHandOver'
  return state
}

/** All that goes to the station: what waits for its answer first. */
export default function DeliveriesPage() {
  const { t } = useTranslation('delivery')
  const deliveries = useAllDeliveries()
  return (
    <>
      <PageHeader title={t('page')} />
      <PageBody>
        <Loaded query={deliveries}>{(data) => <Groups deliveries={data.deliveries} />}</Loaded>
      </PageBody>
    </>
  )
}

function Groups({ deliveries }: { deliveries: readonly Delivery[] }) {
  const { t } = useTranslation('delivery')
  // What somebody has opened stays where it is until they close it: a link is shown once, and must not leave with its row.
  const [held, setHeld] = useState<ReadonlyMap<string, Group>>(new Map())
  const hold = (delivery: Delivery, group: Group | undefined) =>
    setHeld((before) => {
      const after = new Map(before)
      if (group) after.set(delivery.id, group)
      else after.delete(delivery.id)
      return after
    })
  if (deliveries.length === 0) return <EmptyState title={t('empty')}>{t('emptyHow')}</EmptyState>
  return groups.map((group) => {
    const own = deliveries.filter((delivery) => (held.get(delivery.id) ?? groupOf(delivery)) === group)
    return (
      own.length > 0 && (
        <ListPanel key={group} title={t(`group.${group}`)} count={own.length}>
          <ul>
            {own.map((delivery) => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                title={<WorkTitle delivery={delivery} />}
                onShown={(shown) => hold(delivery, shown ? group : undefined)}
              />
            ))}
          </ul>
        </ListPanel>
      )
    )
  })
}

function WorkTitle({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('delivery')
  return (
    <Link className="link" to="/tu-lieu/$workId" params={{ workId: delivery.work.id }}>
      {t('titleOf', {
        title: delivery.work.title,
        number: delivery.version.number,
        preset: delivery.presetName,
      })}
    </Link>
  )
}
