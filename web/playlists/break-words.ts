import { useTranslation } from 'react-i18next'
import { date, number } from '../ui/format.ts'
import { weekdayName } from '../ui/Weekdays.tsx'
import type { ResolvedTarget } from './playlists.api.ts'

export type Break = ResolvedTarget['breaks'][number]

/** Places that pass over the same limit of the same paper in the same way stand together; the longest session counts. */
export function gathered(breaks: readonly Break[]): (Break & { places: string[] })[] {
  const groups = Map.groupBy(breaks, ({ limit, allowed, planned, document, firstDay }) =>
    [limit, allowed, limit === 'minutes' ? '' : planned, document, firstDay].join('\n'),
  )
  return [...groups.values()].flatMap((group) => {
    const worst = group.reduce((a, b) => (Number(b.planned) > Number(a.planned) ? b : a))
    return { ...worst, places: [...new Set(group.map(({ place }) => place))] }
  })
}

/** Limits that are passed over, each in a sentence with its places and the paper it comes from. */
export function useBreakWords() {
  const { t } = useTranslation('playlists')
  return (breaks: readonly Break[]): string[] =>
    gathered(breaks).map(({ limit, places, allowed, planned, firstDay, days, document }) => {
      const named = places.slice(0, 3).join(', ')
      const place = places.length > 3 ? `${named} ${t('andMore', { count: places.length - 3 })}` : named
      return t(`limits.break.${limit}`, {
        place,
        allowed,
        planned:
          limit === 'weekday'
            ? weekdayName(Number(planned))
            : limit === 'minutes'
              ? number(Number(planned), 1)
              : planned,
        day: date(firstDay),
        count: days,
        document,
      })
    })
}
