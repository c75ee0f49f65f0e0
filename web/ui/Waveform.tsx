import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { timecode } from './format.ts'
import { Icon, type IconName } from './icons.tsx'
import css from './Waveform.module.css'

export type WaveMarker = {
  atMs: number
  label: string
  icon: IconName
  tone: 'warn' | 'stop' | 'ok' | 'busy'
}

type Props = {
  /** Signed 8-bit pairs, the lowest and the highest of each step, from start to end. */
  peaks: Int8Array
  durationMs: number
  positionMs: number
  onSeek: (toMs: number) => void
  label: string
  markers?: readonly WaveMarker[]
  /** Marked stretches, such as an act or a commented range. */
  ranges?: readonly { fromMs: number; toMs: number }[]
  height?: number
}

const columns = 400

/** Played dark, the rest light; one playhead. Arrows move by 5 s, with Shift by 1 s. */
export function Waveform({
  peaks,
  durationMs,
  positionMs,
  onSeek,
  label,
  markers = [],
  ranges = [],
  height = 70,
}: Props) {
  const { t } = useTranslation('ui')
  const box = useRef<HTMLDivElement>(null)
  const curve = useMemo(() => trace(peaks), [peaks])
  const share = (ms: number) => `${durationMs > 0 ? Math.min(100, Math.max(0, (ms / durationMs) * 100)) : 0}%`
  const seek = (ms: number) => onSeek(Math.min(durationMs, Math.max(0, ms)))

  const point = (event: PointerEvent) => {
    const area = box.current?.getBoundingClientRect()
    if (area && event.buttons & 1) seek(((event.clientX - area.left) / area.width) * durationMs)
  }
  const press = (event: KeyboardEvent) => {
    const stepMs = event.shiftKey ? 1000 : 5000
    const to = { ArrowLeft: positionMs - stepMs, ArrowRight: positionMs + stepMs, Home: 0, End: durationMs }[
      event.key
    ]
    if (to === undefined) return
    event.preventDefault()
    seek(to)
  }
  return (
    <div className={css.wave}>
      {markers.length > 0 && (
        <div className={css.lane}>
          {markers.map((marker) => (
            <button
              type="button"
              key={`${marker.atMs} ${marker.label}`}
              className={css.marker}
              data-tone={marker.tone}
              style={{ left: share(marker.atMs) }}
              onClick={() => seek(marker.atMs)}
              title={marker.label}
            >
              <Icon
                name={marker.icon}
                size={14}
                label={t('markerAt', { label: marker.label, time: timecode(marker.atMs) })}
              />
            </button>
          ))}
        </div>
      )}
      <div
        ref={box}
        className={css.curve}
        style={{ height }}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationMs / 1000)}
        aria-valuenow={Math.round(positionMs / 1000)}
        aria-valuetext={t('positionOf', { position: timecode(positionMs), total: timecode(durationMs) })}
        onKeyDown={press}
        onPointerDown={point}
        onPointerMove={point}
      >
        {ranges.map((range) => (
          <i
            key={`${range.fromMs}-${range.toMs}`}
            className={css.range}
            style={{ left: share(range.fromMs), width: share(range.toMs - range.fromMs) }}
          />
        ))}
        <svg viewBox={`0 -128 ${columns} 256`} preserveAspectRatio="none" aria-hidden="true">
          <path d={curve} />
        </svg>
        <div className={css.played} style={{ clipPath: `inset(0 calc(100% - ${share(positionMs)}) 0 0)` }}>
          <svg viewBox={`0 -128 ${columns} 256`} preserveAspectRatio="none" aria-hidden="true">
            <path d={curve} />
          </svg>
        </div>
        <i className={css.head} style={{ left: share(positionMs) }} />
      </div>
    </div>
  )
}

// One vertical stroke per column, from the lowest to the highest sample that falls into it.
function trace(peaks: Int8Array): string {
  const pairs = Math.floor(peaks.length / 2)
  const shown = Math.min(columns, pairs)
  let path = ''
  for (let column = 0; column < shown; column++) {
    let low = 0
    let high = 0
    const end = Math.floor(((column + 1) * pairs) / shown)
    for (let pair = Math.floor((column * pairs) / shown); pair < end; pair++) {
      low = Math.min(low, peaks[pair * 2] ?? 0)
      high = Math.max(high, peaks[pair * 2 + 1] ?? 0)
    }
    const x = ((column + 0.5) * columns) / shown
    path += `M${x.toFixed(1)} ${-Math.max(high, 1)}V${-Math.min(low, -1)}`
  }
  return path
}
