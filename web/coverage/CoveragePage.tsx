import { Button, SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { REFORM_DAY } from '../../server/areas/reform.rules.ts'
import { useToday } from '../ui/clock.ts'
import { WithDrawer } from '../ui/Drawer.tsx'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { MonthNav } from '../ui/MonthNav.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { Behind } from './Behind.tsx'
import { CoverageMap } from './CoverageMap.tsx'
import { CoverageTable } from './CoverageTable.tsx'
import { type About, monthOf, useCoverage } from './coverage.api.ts'
import { NeverHeard } from './NeverHeard.tsx'
import { Quota } from './Quota.tsx'
import { SilentDevices } from './SilentDevices.tsx'
import { Summary } from './Summary.tsx'
import { Unserved } from './Unserved.tsx'
import { type View, Views, views } from './Views.tsx'

/** What loudspeakers were heard to say, place by place, month by month; every figure opens what it is made of. */
export default function CoveragePage() {
  const { t } = useTranslation('coverage')
  const { thang, xem, cap, noi, tin } = useSearch({ strict: false })
  const navigate = useNavigate()
  const today = useToday().data?.date
  const month = thang ?? today?.slice(0, 7) ?? ''
  const level = cap === 'xa' ? 'commune' : 'district'
  const view: View = views.find((one) => one === xem) ?? 'map'
  const wanted = monthOf(month || '2021-01', level)
  const query = useCoverage(today ? wanted : undefined)
  const search = { thang: month, cap, noi, tin }
  const go = (change: Partial<Record<'thang' | 'cap' | 'noi' | 'tin', string | undefined>>) =>
    navigate({ to: '/da-nghe', search: { ...search, xem: view, ...change }, replace: true })
  if (!today) return <PageHeader title={t('title')} />
  const open = (about: About) =>
    go(about.of === 'place' ? { noi: about.placeId, tin: about.workId } : { noi: about.of, tin: undefined })
  const about = aboutOf(noi, tin)
  return (
    <WithDrawer
      drawer={
        about ? (
          <Behind
            key={`${noi} ${tin}`}
            about={about}
            wanted={wanted}
            coverage={query.data}
            onClose={() => go({ noi: undefined, tin: undefined })}
          />
        ) : null
      }
    >
      <PageHeader title={t('title')} />
      <Toolbar left={<MonthNav month={month} onMonth={(thang) => go({ thang })} />}>
        {wanted.from < REFORM_DAY && (
          <SegmentedControl
            aria-label={t('level')}
            value={level}
            onChange={(value) => go({ cap: value === 'commune' ? 'xa' : undefined, noi: undefined })}
            data={(['district', 'commune'] as const).map((value) => ({ value, label: t(`level_${value}`) }))}
          />
        )}
        <Button
          component="a"
          variant="default"
          leftSection={<Icon name="down" size={17} />}
          href={`/api/coverage/month.xlsx?month=${month}`}
        >
          {t('xlsx')}
        </Button>
      </Toolbar>
      <PageBody wide>
        <Views view={view} search={search} />
        {view === 'devices' ? (
          <SilentDevices />
        ) : view === 'quota' ? (
          <Quota month={month} />
        ) : (
          <Loaded query={query}>
            {(coverage) => (
              <>
                <Summary coverage={coverage} onOpen={open} />
                {view === 'map' && <CoverageMap rows={coverage.rows} selected={noi} onOpen={open} />}
                {view === 'table' && (
                  <CoverageTable coverage={coverage} selected={{ placeId: noi, workId: tin }} onOpen={open} />
                )}
                {view === 'never' && <NeverHeard coverage={coverage} selected={noi} onOpen={open} />}
                {view === 'unserved' && (
                  <Unserved coverage={coverage} today={today} selected={noi} onOpen={open} />
                )}
              </>
            )}
          </Loaded>
        )}
      </PageBody>
    </WithDrawer>
  )
}

function aboutOf(noi: string | undefined, tin: string | undefined): About | undefined {
  if (!noi) return undefined
  return noi === 'unplaced' || noi === 'uncertain' ? { of: noi } : { of: 'place', placeId: noi, workId: tin }
}
