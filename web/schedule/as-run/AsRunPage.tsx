import { ActionIcon, Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, realDay } from '../../../server/calendar/days.rules.ts'
import { useToday } from '../../ui/clock.ts'
import { WithDrawer } from '../../ui/Drawer.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { date, weekday } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../../ui/PageHeader.tsx'
import { useMay } from '../../ui/session.ts'
import { useChannel } from '../schedule.api.ts'
import css from './AsRun.module.css'
import { type DayLog, useDayLog } from './as-run.api.ts'
import { Confirm } from './Confirm.tsx'
import { DayRows } from './DayRows.tsx'
import { Doubts } from './Doubts.tsx'
import { LogDrawer } from './LogDrawer.tsx'
import { Sign } from './Sign.tsx'

/** Last evening, to be confirmed on a phone the morning after; any other day by the arrows. */
export default function AsRunPage() {
  const { t } = useTranslation('as-run')
  const { kenh, ngay } = useSearch({ strict: false })
  const today = useToday().data?.date
  const { channel } = useChannel(kenh)
  const day = realDay(ngay) ?? (today ? addDays(today, -1) : '')
  const log = useDayLog(channel?.id, day)
  const mayLog = useMay('schedule.log')
  const navigate = useNavigate()
  const [importing, setImporting] = useState(false)
  const go = (to: string) => navigate({ to: '/lich/nhat-ky', search: { kenh: channel?.id, ngay: to } })
  return (
    <>
      <PageHeader title={t('title')} trail={{ label: t('schedule'), to: '/lich' }} />
      <Toolbar
        left={
          day !== '' && (
            <>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={t('dayBefore')}
                onClick={() => go(addDays(day, -1))}
              >
                <Icon name="left" />
              </ActionIcon>
              <h2 className={css.day}>
                {weekday(day)}, <span className="num">{date(day)}</span>
              </h2>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={t('dayAfter')}
                onClick={() => go(addDays(day, 1))}
              >
                <Icon name="right" />
              </ActionIcon>
            </>
          )
        }
      >
        <Link
          to="/lich/nhat-ky/thang"
          search={{ kenh: channel?.id, thang: day.slice(0, 7) }}
          className={`link ${css.tool}`}
        >
          {t('month')}
        </Link>
        {mayLog && (
          <Button variant="default" size="row" onClick={() => setImporting(true)}>
            {t('import.open')}
          </Button>
        )}
      </Toolbar>
      <WithDrawer
        drawer={
          importing && channel ? (
            <LogDrawer channel={channel} day={day} onClose={() => setImporting(false)} />
          ) : null
        }
      >
        <PageBody>
          <Loaded query={log}>{(data) => <Day key={data.day} log={data} mayLog={mayLog} />}</Loaded>
        </PageBody>
      </WithDrawer>
    </>
  )
}

function Day({ log, mayLog }: { log: DayLog; mayLog: boolean }) {
  const { t } = useTranslation('as-run')
  if (!log.publication && log.beside.length === 0)
    return (
      <div className="card">
        <EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>
      </div>
    )
  return (
    <div className={css.column}>
      {mayLog && !log.signed && <Confirm log={log} />}
      {log.doubts.length > 0 && <Doubts log={log} mayLog={mayLog} />}
      <DayRows log={log} mayLog={mayLog} />
      <Sign log={log} />
    </div>
  )
}
