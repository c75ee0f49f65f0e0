import { useTranslation } from 'react-i18next'
import { duration } from './format.ts'
import css from './Timeline.module.css'

export interface TimelineBand {
  id: string
  fromMs: number
  toMs: number
  label: string
  /** Drawn as a dashed frame: only proposed, or what another list has. */
  ghost?: boolean | undefined
}

type Props = {
  bands: readonly TimelineBand[]
  widthPx: number
  durationMs: number
  positionMs: number
  share: (ms: number) => string
  onPress: (band: TimelineBand) => void
}

// Narrower, only its number fits.
const roomForName = 84

/** Stretches with a name over the curves, such as acts; pressing one goes there. */
export function TimelineBands({ bands, widthPx, durationMs, positionMs, share, onPress }: Props) {
  const { t } = useTranslation('ui')
  return (
    <div className={css.bands}>
      {bands.map((band, index) => {
        const { fromMs, toMs, label } = band
        const wide = ((toMs - fromMs) / durationMs) * widthPx
        const whole = `${index + 1}. ${label}, ${duration(toMs - fromMs)}`
        return (
          <button
            type="button"
            key={band.id}
            className={`${css.bandButton} ell`}
            data-ghost={band.ghost || undefined}
            aria-current={(positionMs >= fromMs && positionMs < toMs) || undefined}
            aria-label={band.ghost ? t('timeline.ghost', { label: whole }) : whole}
            title={whole}
            style={{ left: share(fromMs), width: share(toMs - fromMs) }}
            onClick={() => onPress(band)}
          >
            {wide >= roomForName ? (
              `${index + 1}. ${label}`
            ) : wide >= 20 ? (
              <span className="num">{index + 1}</span>
            ) : null}
          </button>
        )
      })}
    </div>
  )
}
