import { useCallback, useEffect, useRef, useState } from 'react'
import { frameAt, frameMiddleS, frameStartMs, type Rate } from './frames.ts'
import { listen } from './listen.ts'
import { shuttled } from './shuttle.ts'

export interface Playback {
  /** Goes to the `ref` of the element that plays. */
  attach(element: HTMLVideoElement | null): void
  element: HTMLVideoElement | null
  /** In ms from the start of the stretch. */
  positionMs: number
  playing: boolean
  failed: boolean
  /** How fast it goes: 0 stands still, below 0 goes backwards by steps. */
  speed: number
  fps: Rate
  /** When the picture began that is shown at this very moment; finer than `positionMs`, which follows now and then. */
  here(): number
  toggle(): void
  pause(): void
  /** Shows the picture of that moment, exactly. */
  seek(toMs: number): void
  step(frames: number): void
  /** Each press goes twice as fast, or turns round. */
  shuttle(way: 'on' | 'back'): void
  play(): void
}

const backStepMs = 120

/** Plays one stretch of a longer recording: positions count from its start, and it stops at its end. */
export function usePlayback({
  startMs,
  durationMs,
  fps = house,
}: {
  startMs: number
  durationMs: number
  fps?: Rate | undefined
}): Playback {
  // State, not a ref: the element comes only once there is something to play.
  const [element, attach] = useState<HTMLVideoElement | null>(null)
  const [positionMs, setPosition] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [failed, setFailed] = useState(false)
  const [speed, showSpeed] = useState(0)
  // The speed at this very moment: the next press of a shuttle key can come before the page was drawn again.
  const speedNow = useRef(0)
  const setSpeed = useCallback((next: number) => {
    speedNow.current = next
    showSpeed(next)
  }, [])
  const wanted = useRef<number | null>(null)
  // Outlives a change of the file behind the player, as when a preview that grew is finished.
  const last = useRef({ atMs: 0, playing: false })
  const here = useCallback(
    () => Math.max(0, frameStartMs(frameAt((element?.currentTime ?? 0) * 1000, fps), fps) - startMs),
    [element, startMs, fps],
  )
  const show = useCallback(
    (atMs: number) => {
      if (!element) return
      // While one picture is still being fetched, only the latest wish is kept: so a finger can scrub.
      if (element.seeking && wanted.current !== null) wanted.current = atMs
      else {
        wanted.current = atMs
        element.currentTime = frameMiddleS(frameAt(atMs, fps), fps)
      }
    },
    [element, fps],
  )
  const seek = useCallback(
    (toMs: number) => {
      const within = Math.min(Math.max(0, toMs), durationMs || toMs)
      setPosition(within)
      last.current.atMs = within
      show(startMs + within)
    },
    [show, startMs, durationMs],
  )

  useEffect(() => {
    if (!element) return
    const tick = () => {
      // While a picture is being fetched, the place is where one wants to be.
      if (element.seeking || element.readyState === 0) return
      last.current.atMs = here()
      setPosition(here())
      if (durationMs > 0 && here() >= durationMs && !element.paused) element.pause()
    }
    const arrived = () => {
      const last = wanted.current
      wanted.current = null
      if (last !== null && frameAt(last, fps) !== frameAt(element.currentTime * 1000, fps)) show(last)
      else tick()
    }
    const begin = () => {
      if (last.current.atMs > 0) show(startMs + last.current.atMs)
      else if (element.currentTime < startMs / 1000) element.currentTime = startMs / 1000
      if (last.current.playing) element.play().catch(() => undefined)
    }
    const state = () => {
      if (element.readyState > 0) last.current.playing = !element.paused
      setPlaying(!element.paused)
      if (!element.paused) setSpeed(element.playbackRate)
      else setSpeed(Math.min(0, speedNow.current))
    }
    return listen(element, {
      timeupdate: tick,
      seeked: arrived,
      loadedmetadata: begin,
      emptied: () => {
        wanted.current = null
        setFailed(false)
      },
      play: state,
      pause: state,
      ratechange: state,
      error: () => setFailed(true),
    })
  }, [element, here, show, setSpeed, startMs, durationMs, fps])

  // Browsers do not play backwards: it goes by steps, as long as a picture needs to come.
  useEffect(() => {
    if (!element || speed >= 0) return
    const timer = setInterval(() => {
      if (element.seeking) return
      const to = here() + speed * backStepMs
      seek(to)
      if (to <= 0) setSpeed(0)
    }, backStepMs)
    return () => clearInterval(timer)
  }, [element, speed, here, seek, setSpeed])

  const pause = useCallback(() => {
    setSpeed(0)
    element?.pause()
  }, [element, setSpeed])
  const play = useCallback(() => {
    const ended = durationMs > 0 && here() >= durationMs - 40
    if (ended) seek(0)
    setSpeed(0)
    // A browser may refuse to play before the first press; the button then still stands there.
    element?.play().catch(() => undefined)
  }, [element, here, seek, setSpeed, durationMs])
  const toggle = () => {
    if (element?.paused === false || speed < 0) return pause()
    if (element) element.playbackRate = element.defaultPlaybackRate
    play()
  }
  const step = (frames: number) => {
    pause()
    seek(frameStartMs(frameAt(here() + startMs, fps) + frames, fps) - startMs)
  }
  const shuttle = (way: 'on' | 'back') => {
    if (!element) return
    const next = shuttled(element.paused ? speedNow.current : element.playbackRate, way)
    if (next < 0) {
      element.pause()
      setSpeed(next)
    } else {
      element.playbackRate = next
      play()
    }
  }
  return {
    attach,
    element,
    positionMs,
    playing,
    failed,
    speed,
    fps,
    here,
    toggle,
    pause,
    seek,
    step,
    shuttle,
    play,
  }
}

/** The rate of the house file, and so of every preview made for it. */
const house: Rate = { num: 25, den: 1 }
