import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import css from './Evening.module.css'
import type { Spread } from './times.ts'

/** How long a part is, over the places, against what it is meant to be. */
export function PartLength({
  planned,
  times,
}: {
  planned: number | null | undefined
  times: Spread | undefined
}) {
  const { t } = useTranslation('playlists')
  const most = times?.most ?? 0
  if (!planned && most === 0) return null
  const over = planned ? most - planned : 0
  const real =
    times && times.least !== times.most ? `${duration(times.least)} - ${duration(most)}` : duration(most)
  return (
    <span className={`num ${css.planned}`} data-over={over > 0 || undefined}>
      {planned ? t('lengths.ofPlanned', { real, planned: duration(planned) }) : real}
      {over > 0 && <span className={css.over}>{t('lengths.over', { length: duration(over) })}</span>}
    </span>
  )
}
