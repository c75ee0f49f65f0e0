import { useCallback, useEffect, useState } from 'react'
import { listen } from './listen.ts'

export interface Playback {
  /** Goes to the `ref` of the element that plays. */
  attach(element: HTMLVideoElement | null): void
  element: HTMLVideoElement | null
  /** In ms from the start of the stretch. */
  positionMs: number
  playing: boolean
  failed: boolean
  /** The place at this very moment, finer than `positionMs`, which follows four times a second. */
  here(): number
  toggle(): void
  pause(): void
  seek(toMs: number): void
  play(): void
}

/** Plays one stretch of a longer recording: positions count from its start, and it stops at its end. */
export function usePlayback({ startMs, durationMs }: { startMs: number; durationMs: number }): Playback {
  // State, not a ref: the element comes only once there is something to play.
  const [element, attach] = useState<HTMLVideoElement | null>(null)
  const [positionMs, setPosition] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [failed, setFailed] = useState(false)
  const here = useCallback(
    () => Math.max(0, (element?.currentTime ?? 0) * 1000 - startMs),
    [element, startMs],
  )
  const seek = useCallback(
    (toMs: number) => {
      const within = Math.min(Math.max(0, toMs), durationMs || toMs)
      setPosition(within)
      if (element) element.currentTime = (startMs + within) / 1000
    },
    [element, startMs, durationMs],
  )

  useEffect(() => {
    if (!element) return
    const tick = () => {
      setPosition(here())
      if (durationMs > 0 && here() >= durationMs && !element.paused) element.pause()
    }
    const toStart = () => {
      if (element.currentTime < startMs / 1000) element.currentTime = startMs / 1000
    }
    const state = () => setPlaying(!element.paused)
    return listen(element, {
      timeupdate: tick,
      seeked: tick,
      loadedmetadata: toStart,
      play: state,
      pause: state,
      error: () => setFailed(true),
    })
  }, [element, here, startMs, durationMs])

  const pause = useCallback(() => element?.pause(), [element])
  const play = useCallback(() => {
    const ended = durationMs > 0 && here() >= durationMs - 40
    if (ended) seek(0)
    // A browser may refuse to play before the first press; the button then still stands there.
    element?.play().catch(() => undefined)
  }, [element, here, seek, durationMs])
  const toggle = () => (element?.paused === false ? pause() : play())
  return { attach, element, positionMs, playing, failed, here, toggle, pause, seek, play }
}
