import { useTranslation } from 'react-i18next'
import { date } from '../ui/format.ts'
import { weekdayName } from '../ui/Weekdays.tsx'
import type { ResolvedTarget } from './playlists.api.ts'

export type Break = ResolvedTarget['breaks'][number]

/** One limit that is passed over, in a sentence with the place and the paper it comes from. */
export function useBreakWords() {
  const { t } = useTranslation('playlists')
  return ({ limit, place, allowed, planned, firstDay, days, document }: Break): string =>
    t(`limits.break.${limit}`, {
      place,
      allowed,
      planned: limit === 'weekday' ? weekdayName(Number(planned)) : planned,
      day: date(firstDay),
      count: days,
      document,
    })
}
