import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToday } from '../ui/clock.ts'
import { WithDrawer } from '../ui/Drawer.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Icon } from '../ui/icons.tsx'
import { DataRow } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { useMay } from '../ui/session.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { Languages } from './AreaRow.tsx'
import { AreaTabs } from './AreaTabs.tsx'
import { ClusterForm } from './ClusterForm.tsx'
import { type Cluster, useClusters } from './clusters.api.ts'
import type { Effect } from './effect.ts'

/** Teams' own groupings of places: made, changed and closed here. */
export default function ClustersPage({ effect }: { effect?: Effect }) {
  const { t } = useTranslation('areas')
  const today = useToday().data?.date ?? ''
  const clusters = useClusters(today)
  const mayEdit = useMay('areas.edit')
  const [open, setOpen] = useState<string | 'new' | null>(null)
  useHotkeys({ n: () => setOpen('new') }, mayEdit)
  const chosen = clusters.data?.find((cluster) => cluster.id === open)
  const make = mayEdit && (
    <Button leftSection={<Icon name="plus" size={17} />} onClick={() => setOpen('new')}>
      {t('cluster.new')}
    </Button>
  )
  return (
    <WithDrawer
      drawer={
        open && today && (open === 'new' || chosen) ? (
          <ClusterForm
            key={open}
            cluster={chosen}
            today={today}
            effect={effect}
            onClose={() => setOpen(null)}
          />
        ) : null
      }
    >
      <PageHeader title={t('cluster.title')} trail={{ label: t('title'), to: '/dia-ban' }} />
      <Toolbar left={<AreaTabs />}>{make}</Toolbar>
      <PageBody>
        <p className="sec">{t('cluster.lead')}</p>
        <Loaded query={clusters}>
          {(list) =>
            list.length > 0 ? (
              <ul className="card">
                {list.map((cluster) => (
                  <Row
                    key={cluster.id}
                    cluster={cluster}
                    selected={cluster.id === open}
                    onOpen={mayEdit ? () => setOpen(cluster.id) : undefined}
                  />
                ))}
              </ul>
            ) : (
              <div className="card">
                <EmptyState title={t('cluster.none')} actions={make}>
                  {t('cluster.noneHint')}
                </EmptyState>
              </div>
            )
          }
        </Loaded>
      </PageBody>
    </WithDrawer>
  )
}

type RowProps = { cluster: Cluster; selected: boolean; onOpen: (() => void) | undefined }

function Row({ cluster, selected, onOpen }: RowProps) {
  const { t } = useTranslation('areas')
  return (
    <DataRow
      title={cluster.name}
      selected={selected}
      {...(onOpen ? { onOpen } : {})}
      below={<Languages codes={cluster.languages} />}
    >
      {t('cluster.places', {
        count: cluster.areas.length,
        places: cluster.areas.map(({ name }) => name).join(', '),
      })}
      {cluster.teams.length > 0 && ` · ${cluster.teams.map(({ name }) => name).join(', ')}`}
    </DataRow>
  )
}
