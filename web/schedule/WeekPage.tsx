import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mondayOf, realDay } from '../../server/calendar/days.rules.ts'
import { useToday } from '../ui/clock.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import { ChannelTabs } from './calendar/ChannelTabs.tsx'
import { useChannel, useWeek, type Week } from './schedule.api.ts'
import { WeekDesk } from './WeekDesk.tsx'

/** Lịch tuần: the channel's week as a draft, and its way to the station. */
export default function WeekPage() {
  const { t } = useTranslation('schedule')
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const today = useToday().data?.date
  const { channels, channel } = useChannel(search.kenh)
  const asked = realDay(search.tuan) ?? today
  const monday = asked && mondayOf(asked)
  const week = useWeek(channel?.id, monday)
  const goTo = (tuan: string | undefined) => navigate({ to: '/lich', search: { kenh: search.kenh, tuan } })
  const choose = (kenh: string) => navigate({ to: '/lich', search: { kenh, tuan: search.tuan } })
  return (
    <>
      <PageHeader title={t('title')} trail={channel && { label: channel.name, to: '/lich' }} />
      <ChannelTabs channels={channels.data ?? []} chosen={channel?.id} onChoose={choose} />
      {channels.error ? (
        <ErrorState error={channels.error} onRetry={() => channels.refetch()} />
      ) : (
        <Loaded query={week} skeleton={<Skeletons rows={10} />} errorTitle={t('failedTitle')}>
          {(data: Week) => (
            <WeekDesk key={channel?.id} week={data} monday={data.from} today={today} onWeek={goTo} />
          )}
        </Loaded>
      )}
    </>
  )
}
