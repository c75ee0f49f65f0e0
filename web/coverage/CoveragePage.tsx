import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { REFORM_DAY } from '../../server/areas/reform.rules.ts'
import { useToday } from '../ui/clock.ts'
import { plusDays } from '../ui/days.ts'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { CoverageMap } from './CoverageMap.tsx'
import { CoverageTable } from './CoverageTable.tsx'
import { type Coverage, type Level, useCoverage } from './coverage.api.ts'
import { NeverHeard, SilentDevices, Unserved } from './Lists.tsx'

const views = ['map', 'table', 'never', 'unserved', 'devices'] as const
type View = (typeof views)[number]

/** What loudspeakers were heard to say, place by place, month by month. */
export default function CoveragePage() {
  const { t } = useTranslation('coverage')
  const { thang, xem, cap, noi } = useSearch({ strict: false })
  const navigate = useNavigate()
  const today = useToday().data?.date
  const month = thang ?? today?.slice(0, 7) ?? ''
  const from = `${month}-01`
  const level: Level = cap === 'xa' ? 'commune' : 'district'
  const view = views.find((one) => one === xem) ?? 'map'
  const query = useCoverage(today ? { from, to: `${plusDays(from, 31).slice(0, 7)}-01`, level } : undefined)
  const go = (search: { thang?: string; xem?: View; cap?: string; noi?: string }) =>
    navigate({ to: '/da-nghe', search: { thang: month, xem: view, cap, noi, ...search }, replace: true })
  if (!today) return <PageHeader title={t('title')} />
  const step = (days: number) => go({ thang: plusDays(`${month}-15`, days).slice(0, 7) })
  return (
    <>
      <PageHeader title={t('title')} />
      <Toolbar
        left={
          <>
            <ActionIcon variant="default" size={44} aria-label={t('before')} onClick={() => step(-30)}>
              <Icon name="left" />
            </ActionIcon>
            <strong className="num" aria-live="polite">
              {t('month', { month: month.slice(5), year: month.slice(0, 4) })}
            </strong>
            <ActionIcon variant="default" size={44} aria-label={t('after')} onClick={() => step(30)}>
              <Icon name="right" />
            </ActionIcon>
          </>
        }
      >
        {from < REFORM_DAY && (
          <SegmentedControl
            aria-label={t('level')}
            value={level}
            onChange={(value) => go({ cap: value === 'commune' ? 'xa' : 'huyen' })}
            data={(['district', 'commune'] as const).map((value) => ({ value, label: t(`level_${value}`) }))}
          />
        )}
        <Button component="a" variant="default" href={`/api/coverage/month.xlsx?month=${month}`}>
          {t('xlsx')}
        </Button>
      </Toolbar>
      <PageBody wide>
        <SegmentedControl
          aria-label={t('view')}
          value={view}
          onChange={(value) => go({ xem: value as View })}
          data={views.map((value) => ({ value, label: t(`view_${value}`) }))}
        />
        {view === 'devices' ? (
          <SilentDevices />
        ) : (
          <Loaded query={query}>
            {(coverage) => (
              <>
                <Summary coverage={coverage} />
                {view === 'map' && (
                  <CoverageMap
                    rows={coverage.rows}
                    selected={noi}
                    onOpen={(placeId) => go({ noi: placeId, xem: 'table' })}
                  />
                )}
                {view === 'table' && <CoverageTable coverage={coverage} selected={noi} />}
                {view === 'never' && <NeverHeard coverage={coverage} />}
                {view === 'unserved' && <Unserved coverage={coverage} />}
              </>
            )}
          </Loaded>
        )}
      </PageBody>
    </>
  )
}

/** The month in one sentence, and what its figures leave out. */
function Summary({ coverage: { rows, works, unplaced, uncertain } }: { coverage: Coverage }) {
  const { t } = useTranslation('coverage')
  const meant = rows.filter((row) => row.expected > 0)
  const whole = meant.filter((row) => row.heardInOwn === row.expected).length
  return (
    <p aria-live="polite">
      {works.length === 0
        ? t('nothing')
        : t('summary', { notices: works.length, places: meant.length, whole })}
      {unplaced > 0 && ` ${t('unplaced', { count: unplaced })}`}
      {uncertain > 0 && ` ${t('uncertain', { count: uncertain })}`}
    </p>
  )
}
