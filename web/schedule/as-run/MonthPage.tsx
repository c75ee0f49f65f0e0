import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useToday } from '../../ui/clock.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { MonthNav } from '../../ui/MonthNav.tsx'
import { PageBody, PageHeader, Toolbar } from '../../ui/PageHeader.tsx'
import { useChannel } from '../schedule.api.ts'
import { useMonth } from './as-run.api.ts'
import { MonthFigures } from './MonthFigures.tsx'
import { MonthRows } from './MonthRows.tsx'

/** What a month was, in figures; each opens the rows that it is made of. */
export default function MonthPage() {
  const { t } = useTranslation('as-run')
  const { kenh, thang, loc } = useSearch({ strict: false })
  const today = useToday().data?.date ?? ''
  const { channel } = useChannel(kenh)
  const month = /^\d{4}-\d{2}$/.test(thang ?? '') ? (thang ?? '') : today.slice(0, 7)
  const figures = useMonth(channel?.id, month)
  const navigate = useNavigate()
  const go = (to: string) => navigate({ to: '/lich/nhat-ky/thang', search: { kenh: channel?.id, thang: to } })
  return (
    <>
      <PageHeader title={t('monthTitle')} trail={{ label: t('title'), to: '/lich/nhat-ky' }} />
      <Toolbar left={month !== '' && <MonthNav month={month} onMonth={go} />}>
        {channel && (
          <Button
            component="a"
            href={`/api/channels/${channel.id}/as-run/month.xlsx?month=${month}`}
            download
            variant="default"
            leftSection={<Icon name="down" size={17} />}
          >
            {t('excel')}
          </Button>
        )}
      </Toolbar>
      <PageBody>
        <Loaded query={figures}>
          {(data) =>
            data.planned.rows === 0 && data.rows.length === 0 ? (
              <div className="card">
                <EmptyState title={t('emptyMonth')}>{t('emptyMonthHint')}</EmptyState>
              </div>
            ) : (
              <>
                <MonthFigures month={data} />
                {loc && <MonthRows month={data} of={loc} />}
              </>
            )
          }
        </Loaded>
      </PageBody>
    </>
  )
}
