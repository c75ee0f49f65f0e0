import { useCallback, useEffect, useRef, useState } from 'react'
import type { Version } from './review.api.ts'
import { addWatched, rememberedWatched, rememberWatched, type Watched, watchedShare } from './watched.ts'

export interface Player {
  /** Goes to the element's `ref`. */
  attach(element: HTMLVideoElement | null): void
  /** In ms from the start of the version, which may lie within a longer source. */
  positionMs: number
  playing: boolean
  rate: number
  muted: boolean
  /** 0 to 1, over this and earlier sittings at this browser. */
  watched: number
  failed: boolean
  play(): void
  pause(): void
  toggle(): void
  seek(toMs: number): void
  setRate(rate: number): void
  setMuted(muted: boolean): void
}

const STEP_S = 1.5

/** Plays the stretch of the source that the version is, and keeps count of what has been seen of it. */
export function usePlayer(version: Version): Player {
  // State, not a ref: the element comes only once there is something to play.
  const [element, attach] = useState<HTMLVideoElement | null>(null)
  const [positionMs, setPosition] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [rate, setRateState] = useState(1)
  const [muted, setMutedState] = useState(false)
  const [failed, setFailed] = useState(false)
  const [watched, setWatched] = useState<Watched>(() => rememberedWatched(version.contentId))
  const last = useRef(0)
  const startMs = version.inMs ?? 0
  const { durationMs, contentId } = version

  useEffect(() => {
    if (!element) return
    const tick = () => {
      const at = element.currentTime - startMs / 1000
      setPosition(Math.max(0, at * 1000))
      // Only what ran by counts; a jump does not.
      const from = last.current
      last.current = at
      if (!element.seeking && at > from && at - from < STEP_S * element.playbackRate)
        setWatched((before) => addWatched(before, from, at))
      if (durationMs > 0 && at * 1000 >= durationMs && !element.paused) element.pause()
    }
    const toStart = () => {
      if (startMs > 0 && element.currentTime < startMs / 1000) element.currentTime = startMs / 1000
    }
    const state = () => setPlaying(!element.paused)
    const fail = () => setFailed(true)
    const listeners = [
      ['timeupdate', tick],
      ['seeked', tick],
      ['loadedmetadata', toStart],
      ['play', state],
      ['pause', state],
      ['error', fail],
    ] as const
    for (const [name, listener] of listeners) element.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of listeners) element.removeEventListener(name, listener)
    }
  }, [element, startMs, durationMs])

  useEffect(() => rememberWatched(contentId, watched), [contentId, watched])

  const seek = useCallback(
    (toMs: number) => {
      const within = Math.min(Math.max(0, toMs), durationMs || toMs)
      setPosition(within)
      if (element) element.currentTime = (startMs + within) / 1000
    },
    [element, startMs, durationMs],
  )
  const play = useCallback(() => {
    // A browser may refuse to play before the first press; the button then still stands there.
    element?.play().catch(() => undefined)
  }, [element])
  const pause = useCallback(() => element?.pause(), [element])
  return {
    attach,
    positionMs,
    playing,
    rate,
    muted,
    watched: watchedShare(watched, durationMs / 1000),
    failed,
    play,
    pause,
    toggle: () => (element?.paused === false ? pause() : play()),
    seek,
    setRate: (next) => {
      if (element) element.playbackRate = next
      setRateState(next)
    },
    setMuted: (next) => {
      if (element) element.muted = next
      setMutedState(next)
    },
  }
}
