import { ActionIcon, Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToday } from '../ui/clock.ts'
import { WithDrawer } from '../ui/Drawer.tsx'
import { plusDays } from '../ui/days.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { shortDate } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { useMay } from '../ui/session.ts'
import { AddRow } from './AddRow.tsx'
import { CloseDrawer } from './CloseDrawer.tsx'
import { MonthTable } from './MonthTable.tsx'
import { PasteDialog } from './PasteDialog.tsx'
import css from './Trips.module.css'
import { type Month, useMonth } from './trips.api.ts'

/** The month of the teams: planned at the office, closed on the evening. */
export default function TripsPage() {
  const { t } = useTranslation('trips')
  const { thang, chot } = useSearch({ strict: false })
  const navigate = useNavigate()
  const today = useToday().data?.date
  const mayEdit = useMay('trips.edit')
  const [filling, setFilling] = useState<'paste' | 'copy' | null>(null)
  const month = thang ?? today?.slice(0, 7) ?? ''
  const query = useMonth(month)
  const go = (search: { thang?: string; chot?: string | undefined }) =>
    navigate({ to: '/chuyen-di', search: { thang: month, chot, ...search }, replace: true })
  if (!today) return <PageHeader title={t('title')} />
  const step = (days: number) => go({ thang: plusDays(`${month}-15`, days).slice(0, 7), chot: undefined })
  const closing = query.data?.showings.find(({ id }) => id === chot)
  return (
    <WithDrawer
      drawer={
        closing ? (
          <CloseDrawer key={closing.id} showing={closing} onClose={() => go({ chot: undefined })} />
        ) : null
      }
    >
      <PageHeader title={t('title')} />
      <Toolbar
        left={
          <>
            <ActionIcon variant="default" size="lg" aria-label={t('before')} onClick={() => step(-30)}>
              <Icon name="left" />
            </ActionIcon>
            <strong className="num" aria-live="polite">
              {t('month', { month: month.slice(5), year: month.slice(0, 4) })}
            </strong>
            <ActionIcon variant="default" size="lg" aria-label={t('after')} onClick={() => step(30)}>
              <Icon name="right" />
            </ActionIcon>
          </>
        }
      >
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
          {(data) => (
            <>
              <Summary data={data} />
              {mayEdit && <AddRow key={month} month={month} today={today} />}
              <div className="card">
                {data.showings.length === 0 ? (
                  <EmptyState title={t('empty')}>{t(mayEdit ? 'emptyHint' : 'emptyTeam')}</EmptyState>
                ) : (
                  <MonthTable showings={data.showings} selected={chot} onOpen={(id) => go({ chot: id })} />
                )}
              </div>
              <Trips data={data} />
            </>
          )}
        </Loaded>
      </PageBody>
      {filling && <PasteDialog month={month} copy={filling === 'copy'} onClose={() => setFilling(null)} />}
    </WithDrawer>
  )
}

function Summary({ data: { figures, teams } }: { data: Month }) {
  const { t } = useTranslation('trips')
  return (
    <>
      <p aria-live="polite">{t('sum', { ...figures })}</p>
      {teams.length > 0 && (
        <ul className={css.quotas} aria-label={t('quota')}>
          {teams.map((team) => (
            <li key={team.id}>
              <label>
                {t('quotaOf', { name: team.name, held: team.sessions, quota: team.quota })}
                <progress max={team.quota} value={Math.min(team.sessions, team.quota)} />
              </label>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Trips({ data: { trips, teams } }: { data: Month }) {
  const { t } = useTranslation('trips')
  if (trips.length === 0) return null
  return (
    <section>
      <h2>{t('trips')}</h2>
      <ul className={css.trips}>
        {trips.map(({ teamId, from, to }) => (
          <li key={`${teamId} ${from}`}>
            <Link to="/chuyen-di/in" search={{ doi: teamId, tu: from, den: to }} className="link">
              {t('sheetOf', {
                name: teams.find(({ id }) => id === teamId)?.name,
                from: shortDate(from),
                to: shortDate(to),
              })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
