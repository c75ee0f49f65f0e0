import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import css from './Timeline.module.css'

/** EBU R 128: what television brings everything to. */
const target = -23
const top = -10
const bottom = -45
const wide = 1000

type Props = {
  /** Short-term loudness in LUFS, evenly spread from start to end. */
  lufs: readonly number[]
  height: number
}

/** Short-term loudness over the line of the target and the band of one LU about it. */
export function LoudnessCurve({ lufs, height }: Props) {
  const { t } = useTranslation('ui')
  const y = (value: number) => ((top - Math.min(top, Math.max(bottom, value))) / (top - bottom)) * height
  const path = useMemo(() => {
    const x = (index: number) => ((index + 1) / lufs.length) * wide
    const at = (value: number) => ((top - Math.min(top, Math.max(bottom, value))) / (top - bottom)) * height
    return lufs
      .map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${at(value).toFixed(1)}`)
      .join('')
  }, [lufs, height])
  return (
    <div className={css.loudness} style={{ height }}>
      <svg
        viewBox={`0 0 ${wide} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('timeline.loudness')}
      >
        <rect width={wide} y={y(target + 1)} height={y(target - 1) - y(target + 1)} className={css.band} />
        <path d={`M0 ${y(target)}H${wide}`} className={css.targetLine} />
        <path d={path} className={css.line} />
      </svg>
      <span className={css.scale}>{t('timeline.loudness')}</span>
      <span className={`num ${css.target}`} style={{ top: y(target) - 9 }}>
        {target}
      </span>
    </div>
  )
}
