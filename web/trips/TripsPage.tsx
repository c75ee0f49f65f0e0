import { Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToday } from '../ui/clock.ts'
import { WithDrawer } from '../ui/Drawer.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { MonthNav } from '../ui/MonthNav.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { useMay } from '../ui/session.ts'
import { AddRow } from './AddRow.tsx'
import { CloseDrawer } from './CloseDrawer.tsx'
import { MonthTable } from './MonthTable.tsx'
import { PasteDialog } from './PasteDialog.tsx'
import { QuotaDrawer } from './QuotaDrawer.tsx'
import { Summary, Trips } from './Summary.tsx'
import { useMonth } from './trips.api.ts'

/** The month of the teams: planned at the office, closed on the evening. */
export default function TripsPage() {
  const { t } = useTranslation('trips')
  const { thang, chot, doi, xem } = useSearch({ strict: false })
  const navigate = useNavigate()
  const today = useToday().data?.date
  const mayEdit = useMay('trips.edit')
  const mayRule = useMay('trips.rules')
  const [filling, setFilling] = useState<'paste' | 'copy' | null>(null)
  const month = thang ?? today?.slice(0, 7) ?? ''
  const query = useMonth(month)
  const go = (search: Partial<Record<'thang' | 'chot' | 'xem', string | undefined>>) =>
    navigate({ to: '/chuyen-di', search: { thang: month, chot, doi, xem, ...search }, replace: true })
  if (!today) return <PageHeader title={t('title')} />
  const closing = query.data?.showings.find(({ id }) => id === chot)
  return (
    <WithDrawer
      drawer={
        closing ? (
          <CloseDrawer key={closing.id} showing={closing} onClose={() => go({ chot: undefined })} />
        ) : xem === 'dinh-muc' && mayRule ? (
          <QuotaDrawer key={month} month={month} onClose={() => go({ xem: undefined })} />
        ) : null
      }
    >
      <PageHeader title={t('title')} />
      <Toolbar left={<MonthNav month={month} onMonth={(thang) => go({ thang, chot: undefined })} />}>
        <Button component={Link} to="/xom" variant="default">
          {t('hamlets')}
        </Button>
        {mayRule && (
          <Button variant="default" onClick={() => go({ xem: 'dinh-muc', chot: undefined })}>
            {t('quotas.open')}
          </Button>
        )}
        {mayEdit && (
          <>
            <Button variant="default" onClick={() => setFilling('copy')}>
              {t('copy')}
            </Button>
            <Button onClick={() => setFilling('paste')}>{t('paste')}</Button>
          </>
        )}
      </Toolbar>
      <PageBody wide>
        <Loaded query={query}>
          {(data) => {
            const showings = data.showings.filter(({ team }) => !doi || team.id === doi)
            return (
              <>
                <Summary data={data} team={doi} />
                {mayEdit && <AddRow key={month} month={month} today={today} />}
                <div className="card">
                  {showings.length === 0 ? (
                    <EmptyState title={t('empty')}>{t(mayEdit ? 'emptyHint' : 'emptyTeam')}</EmptyState>
                  ) : (
                    <MonthTable
                      showings={showings}
                      selected={chot}
                      onOpen={(id) => go({ chot: id, xem: undefined })}
                    />
                  )}
                </div>
                <Trips data={data} team={doi} />
              </>
            )
          }}
        </Loaded>
      </PageBody>
      {filling && <PasteDialog month={month} copy={filling === 'copy'} onClose={() => setFilling(null)} />}
    </WithDrawer>
  )
}
