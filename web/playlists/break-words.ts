import { useTranslation } from 'react-i18next'
import { date, number } from '../ui/format.ts'
import { weekdayName } from '../ui/Weekdays.tsx'
import type { ResolvedTarget } from './playlists.api.ts'

export type Break = ResolvedTarget['breaks'][number]

/** Places that pass over the same limit of the same paper in the same way stand together; the longest session counts. */
export function gathered(breaks: readonly Break[]): (Break & { places: string[] })[] {
  const groups = Map.groupBy(breaks, ({ limit, allowed, planned, document, firstDay, together }) =>
    [
      limit,
      allowed,
      limit === 'minutes' ? '' : planned,
      document,
      firstDay,
      together?.of,
      ...(together?.lists ?? []).map(({ playlistId }) => playlistId),
    ].join('\n'),
  )
  return [...groups.values()].flatMap((group) => {
    const worst = group.reduce((a, b) => (Number(b.planned) > Number(a.planned) ? b : a))
    return { ...worst, places: [...new Set(group.map(({ place }) => place))] }
  })
}

/** Limits that are passed over, each in a sentence with its places, the lists that count with it, and its paper. */
export function useBreakWords() {
  const { t } = useTranslation('playlists')
  const some = (names: readonly string[]) => {
    const named = names.slice(0, 3).join(', ')
    return names.length > 3 ? `${named} ${t('andMore', { count: names.length - 3 })}` : named
  }
  const withMinutes = ({ title, ms }: { title: string; ms: number }) =>
    t('limits.other', { title, minutes: number(ms / 60_000, 1) })
  return (breaks: readonly Break[]): string[] =>
    gathered(breaks).map(({ limit, places, allowed, planned, firstDay, days, document, together }) =>
      t(together ? `limits.together.${together.of}` : `limits.break.${limit}`, {
        place: some(places),
        lists: some((together?.lists ?? []).map(withMinutes)),
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
      }),
    )
}
