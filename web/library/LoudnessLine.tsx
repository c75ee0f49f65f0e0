import { type PointerEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import css from './TechCheck.module.css'

const target = -23
const top = -10
const bottom = -45
const height = 96
const wide = 1000
// Below it, quarters would be told in the same whole second.
const shortMs = 8000
const y = (lufs: number) => ((top - Math.min(top, Math.max(bottom, lufs))) / (top - bottom)) * height

type Props = {
  curve: readonly number[]
  positionMs: number
  durationMs: number
  onSeek: (toMs: number) => void
}

/** Short-term loudness over the band of the target, one value a second. */
export function LoudnessLine({ curve, positionMs, durationMs, onSeek }: Props) {
  const { t } = useTranslation('library')
  const path = useMemo(() => {
    const x = (index: number) => ((index + 1) / curve.length) * wide
    return curve
      .map((lufs, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(lufs).toFixed(1)}`)
      .join('')
  }, [curve])
  const point = (event: PointerEvent) => {
    const area = event.currentTarget.getBoundingClientRect()
    if (event.buttons & 1) onSeek(((event.clientX - area.left) / area.width) * durationMs)
  }
  return (
    <div>
      {/* The waveform above is the slider for keyboards; this is the same place for a pointer. */}
      <div className={css.loudness} onPointerDown={point} onPointerMove={point}>
        <svg
          viewBox={`0 0 ${wide} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t('check.curve')}
        >
          <rect width={wide} y={y(target + 1)} height={y(target - 1) - y(target + 1)} className={css.band} />
          <path d={path} className={css.line} />
        </svg>
        <span className={css.scale}>{t('check.curve')}</span>
        <span className={`num ${css.target}`} style={{ top: y(target) - 9 }}>
          {target}
        </span>
        <i
          className={css.playhead}
          style={{ left: `${durationMs > 0 ? (positionMs / durationMs) * 100 : 0}%` }}
        />
      </div>
      <div className={`num ${css.axis}`} aria-hidden="true">
        {(durationMs < shortMs ? [0, 1] : [0, 0.25, 0.5, 0.75, 1]).map((share) => (
          <span key={share}>{duration(durationMs * share)}</span>
        ))}
      </div>
    </div>
  )
}
