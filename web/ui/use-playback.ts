import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

export interface Playback {
  media: RefObject<HTMLVideoElement | null>
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
  const media = useRef<HTMLVideoElement | null>(null)
  const [positionMs, setPosition] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [failed, setFailed] = useState(false)
  const here = useCallback(() => Math.max(0, (media.current?.currentTime ?? 0) * 1000 - startMs), [startMs])
  const seek = useCallback(
    (toMs: number) => {
      const within = Math.min(Math.max(0, toMs), durationMs || toMs)
      setPosition(within)
      if (media.current) media.current.currentTime = (startMs + within) / 1000
    },
    [startMs, durationMs],
  )

  useEffect(() => {
    const element = media.current
    if (!element) return
    const tick = () => {
      setPosition(here())
      if (durationMs > 0 && here() >= durationMs && !element.paused) element.pause()
    }
    const state = () => setPlaying(!element.paused)
    const listeners = {
      timeupdate: tick,
      seeked: tick,
      loadedmetadata: () => seek(0),
      play: state,
      pause: state,
      error: () => setFailed(true),
    }
    const names = Object.keys(listeners) as (keyof typeof listeners)[]
    for (const name of names) element.addEventListener(name, listeners[name])
    return () => {
      for (const name of names) element.removeEventListener(name, listeners[name])
    }
  }, [here, seek, durationMs])

  const pause = useCallback(() => media.current?.pause(), [])
  const play = useCallback(() => {
    const ended = durationMs > 0 && here() >= durationMs - 40
    if (ended) seek(0)
    // A browser may refuse to play before the first press; the button then still stands there.
    media.current?.play().catch(() => undefined)
  }, [here, seek, durationMs])
  const toggle = () => (media.current?.paused === false ? pause() : play())
  return { media, positionMs, playing, failed, here, toggle, pause, seek, play }
}
