import { useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mondayOf, realDay } from '../../../server/calendar/days.rules.ts'
import { useToday } from '../../ui/clock.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useChannel, useWeek } from '../schedule.api.ts'
import { RundownDesk } from './RundownDesk.tsx'

/** Trình tự ngày: one broadcast day to the second and frame. */
export default function RundownPage() {
  const { t } = useTranslation('plans')
  const { day: asked } = useParams({ strict: false })
  const today = useToday().data?.date
  const day = realDay(asked) ?? today ?? ''
  const search = useSearch({ strict: false })
  const { channels, channel } = useChannel(search.kenh)
  const week = useWeek(channel?.id, day === '' ? undefined : mondayOf(day))
  return (
    <>
      <PageHeader title={t('rundown.title')} trail={{ label: t('rundown.week'), to: '/lich' }} />
      {channels.error ? (
        <ErrorState error={channels.error} onRetry={() => channels.refetch()} />
      ) : (
        <Loaded query={week} skeleton={<Skeletons rows={10} />} errorTitle={t('rundown.failedTitle')}>
          {(data) => <RundownDesk key={`${data.channel.id} ${day}`} week={data} day={day} />}
        </Loaded>
      )}
    </>
  )
}
