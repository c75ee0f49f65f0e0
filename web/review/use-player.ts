import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Version } from './review.api.ts'
import { addWatched, rememberedWatched, rememberWatched, type Watched, watchedShare } from './watched.ts'

export interface Player {
  media: RefObject<HTMLVideoElement | null>
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
  const media = useRef<HTMLVideoElement | null>(null)
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
    const element = media.current
    if (!element) return
    const tick = () => {
      const at = element.currentTime - startMs / 1000
      setPosition(Math.max(0, at * 1000))
      // Only what ran by counts; a jump does not.
      if (!element.seeking && at > last.current && at - last.current < STEP_S * element.playbackRate)
        setWatched((before) => addWatched(before, last.current, at))
      last.current = at
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
  }, [startMs, durationMs])

  useEffect(() => rememberWatched(contentId, watched), [contentId, watched])

  const seek = useCallback(
    (toMs: number) => {
      const within = Math.min(Math.max(0, toMs), durationMs || toMs)
      setPosition(within)
      if (media.current) media.current.currentTime = (startMs + within) / 1000
    },
    [startMs, durationMs],
  )
  const play = useCallback(() => {
    // A browser may refuse to play before the first press; the button then still stands there.
    media.current?.play().catch(() => undefined)
  }, [])
  const pause = useCallback(() => media.current?.pause(), [])
  return {
    media,
    positionMs,
    playing,
    rate,
    muted,
    watched: watchedShare(watched, durationMs / 1000),
    failed,
    play,
    pause,
    toggle: () => (media.current?.paused === false ? pause() : play()),
    seek,
    setRate: (next) => {
      if (media.current) media.current.playbackRate = next
      setRateState(next)
    },
    setMuted: (next) => {
      if (media.current) media.current.muted = next
      setMutedState(next)
    },
  }
}
