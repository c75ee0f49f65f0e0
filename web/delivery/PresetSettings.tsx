import { useTranslation } from 'react-i18next'
import { number } from '../ui/format.ts'
import type { Preset } from './delivery.api.ts'
import css from './Make.module.css'

/** How a preset is set for this station: leader, time code, tracks, names. */
export function PresetSettings({ preset }: { preset: Preset }) {
  const { t } = useTranslation('delivery')
  const { leader, startTimecode, trackLayout, namePattern } = preset.settings
  const seconds = (ms: number) => number(ms / 1000, ms % 1000 === 0 ? 0 : 1)
  const parts = [
    leader.barsMs > 0 && t(leader.tone ? 'set.barsTone' : 'set.bars', { seconds: seconds(leader.barsMs) }),
    leader.countdownMs > 0 && t('set.countdown', { seconds: seconds(leader.countdownMs) }),
    leader.blackMs > 0 && t('set.black', { seconds: seconds(leader.blackMs) }),
  ].filter(Boolean)
  return (
    <dl className={css.facts}>
      <dt>{t('set.leader')}</dt>
      <dd>{parts.length > 0 ? parts.join(', ') : t('set.none')}</dd>
      <dt>{t('set.timecode')}</dt>
      <dd className="num">{preset.can.timecode ? (startTimecode ?? t('set.none')) : t('set.cannot')}</dd>
      <dt>{t('set.tracks')}</dt>
      <dd>{t(`set.layout.${trackLayout}`)}</dd>
      <dt>{t('set.name')}</dt>
      <dd>
        <code>
          {namePattern}.{preset.extension}
        </code>
      </dd>
    </dl>
  )
}
