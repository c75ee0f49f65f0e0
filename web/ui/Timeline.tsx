import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { duration, timecode } from './format.ts'
import { HoverPicture, type Pictures } from './HoverPicture.tsx'
import { LoudnessCurve } from './LoudnessCurve.tsx'
import css from './Timeline.module.css'
import { type TimelineBand, TimelineBands } from './TimelineBands.tsx'
import { type TimelineMark, TimelineMarks } from './TimelineMarks.tsx'
import type { Playback } from './use-playback.ts'
import { useWidth } from './use-width.ts'
import { Wave } from './Wave.tsx'

export type { TimelineBand, TimelineMark }

type Props = {
  playback: Pick<Playback, 'positionMs' | 'seek' | 'fps'>
  durationMs: number
  label: string
  peaks?: Int8Array | undefined
  /** Short-term loudness in LUFS, evenly spread; left out where nothing is heard. */
  loudness?: readonly number[] | undefined
  /** Lanes of marks, one under the other: faults, remarks, what changed. */
  marks?: readonly (readonly TimelineMark[])[]
  bands?: readonly TimelineBand[]
  onBand?: (band: TimelineBand) => void
  /** What lies between the marks in and out. */
  range?: { fromMs: number; toMs: number } | undefined
  pictures?: Pictures | undefined
  /** How much can be seen so far; the rest is drawn hatched. */
  readyMs?: number | undefined
  heights?: { wave: number; loudness: number }
  children?: ReactNode
}

// Below it, quarters would be told in the same whole second.
const shortMs = 8000
const pageMs = 30_000

/** One playhead through acts, marks, wave and loudness. Arrows move by 5 s, with Shift by 1 s, pages by 30 s. */
export function Timeline(props: Props) {
  const { playback, durationMs, label, peaks, loudness, marks = [], bands = [], range, pictures } = props
  const { heights = { wave: 70, loudness: 96 }, readyMs = durationMs, children } = props
  const { t } = useTranslation('ui')
  const [hoverMs, setHover] = useState<number | null>(null)
  const [box, widthPx] = useWidth<HTMLDivElement>()
  const { positionMs, fps } = playback
  const share = (ms: number) => `${durationMs > 0 ? Math.min(100, Math.max(0, (ms / durationMs) * 100)) : 0}%`
  const seek = (ms: number) => playback.seek(Math.min(readyMs, Math.max(0, ms)))
  const momentOf = (event: PointerEvent) => {
    const area = box.current?.getBoundingClientRect()
    if (!area || area.width === 0) return 0
    return Math.min(1, Math.max(0, (event.clientX - area.left) / area.width)) * durationMs
  }
  const point = (event: PointerEvent) => {
    const atMs = momentOf(event)
    setHover(atMs)
    if (event.buttons & 1) seek(atMs)
  }
  const press = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    point(event)
  }
  const leave = (event: PointerEvent) => {
    if (event.type === 'pointerleave' || event.pointerType !== 'mouse') setHover(null)
  }
  const key = (event: KeyboardEvent) => {
    const stepMs = event.shiftKey ? 1000 : 5000
    const to = {
      ArrowLeft: positionMs - stepMs,
      ArrowRight: positionMs + stepMs,
      PageDown: positionMs - pageMs,
      PageUp: positionMs + pageMs,
      Home: 0,
      End: durationMs,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    seek(to)
  }
  const all = marks.flat()
  return (
    <div className={css.timeline}>
      <div
        className={css.tracks}
        ref={box}
        onPointerMove={(event) => setHover(momentOf(event))}
        onPointerLeave={leave}
      >
        {bands.length > 0 && (
          <TimelineBands
            bands={bands}
            {...{ widthPx, durationMs, positionMs, share }}
            onPress={(band) => (props.onBand ? props.onBand(band) : seek(band.fromMs))}
          />
        )}
        {marks.map(
          (lane) =>
            lane.length > 0 && (
              <TimelineMarks
                key={lane[0]?.id}
                marks={lane}
                {...{ widthPx, durationMs, positionMs, share }}
                onGo={seek}
              />
            ),
        )}
        <div
          className={css.curves}
          role="slider"
          tabIndex={0}
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={Math.round(durationMs / 1000)}
          aria-valuenow={Math.round(positionMs / 1000)}
          aria-valuetext={t('positionOf', { position: timecode(positionMs), total: timecode(durationMs) })}
          onKeyDown={key}
          onPointerDown={press}
          onPointerMove={point}
          onPointerUp={leave}
          onPointerCancel={leave}
        >
          {range && range.toMs > range.fromMs && (
            <i
              className={css.range}
              style={{ left: share(range.fromMs), width: share(range.toMs - range.fromMs) }}
            />
          )}
          {all.map((mark) => (
            <i
              key={mark.id}
              className={css.drop}
              data-tone={mark.tone}
              style={{ left: share(mark.atMs), width: share((mark.toMs ?? mark.atMs) - mark.atMs) }}
            />
          ))}
          <Wave peaks={peaks ?? none} played={share(positionMs)} height={heights.wave} />
          {loudness && loudness.length > 0 && <LoudnessCurve lufs={loudness} height={heights.loudness} />}
          {readyMs < durationMs && (
            <i className={css.notYet} style={{ left: share(readyMs), width: share(durationMs - readyMs) }} />
          )}
        </div>
        <i className={css.head} style={{ left: share(positionMs) }} />
        {hoverMs !== null && (
          <HoverPicture atMs={hoverMs} left={share(hoverMs)} fps={fps} pictures={pictures} />
        )}
      </div>
      <div className={`num ${css.axis}`} aria-hidden="true">
        {(durationMs < shortMs ? [0, 1] : [0, 0.25, 0.5, 0.75, 1]).map((part) => (
          <span key={part}>{duration(durationMs * part)}</span>
        ))}
      </div>
      {children}
    </div>
  )
}

const none = new Int8Array()
