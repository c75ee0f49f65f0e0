import { useEffect, useState } from 'react'
import type { Heard } from './hearing.api.ts'

export interface Programme {
  /** Where one is in it; null while nothing plays. */
  at: number | null
  /** Seconds left of a pause that is being waited for. */
  pauseLeft: number | null
  playing: boolean
  start(from?: number): void
  stop(): void
  toggle(): void
  next(): void
  previous(): void
  /** What an element that plays sound is to do. */
  audio: { key: number; src: string; start: number; onTime(seconds: number): void; onEnded(): void } | null
}

/** Plays an evening one thing after another: sound as it was recorded, pauses by the clock, holes as nothing. */
export function useProgramme(programme: readonly Heard[]): Programme {
  const [at, setAt] = useState<number | null>(null)
  const [playing, setPlaying] = useState(false)
  const [pauseLeft, setPauseLeft] = useState<number | null>(null)
  const current = at === null ? undefined : programme[at]

  const go = (to: number) => {
    const wanted = programme[to]
    if (!wanted) {
      stop()
      return
    }
    setAt(to)
    setPauseLeft(wanted.what === 'pause' ? Math.round(wanted.durationMs / 1000) : null)
    setPlaying(true)
  }
  const stop = () => {
    setAt(null)
    setPlaying(false)
    setPauseLeft(null)
  }
  const next = () => at !== null && go(at + 1)

  // A pause is waited for by the second; a hole is passed at once.
  useEffect(() => {
    if (!playing || at === null) return
    if (current?.what === 'hole') {
      go(at + 1)
      return
    }
    if (current?.what !== 'pause') return
    const tick = setInterval(() => setPauseLeft((left) => (left === null ? null : left - 1)), 1000)
    return () => clearInterval(tick)
  })
  useEffect(() => {
    if (pauseLeft !== null && pauseLeft <= 0) next()
  })

  const sound = current?.what === 'sound' ? current : undefined
  return {
    at,
    pauseLeft,
    playing,
    start: (from = 0) => go(from),
    stop,
    toggle: () => (at === null ? go(0) : setPlaying(!playing)),
    next,
    previous: () => at !== null && go(Math.max(0, at - 1)),
    audio:
      sound && at !== null
        ? {
            key: at,
            src: `/api/versions/${sound.versionId}/media/sound`,
            start: (sound.inMs ?? 0) / 1000,
            onTime: (seconds) => {
              if (sound.outMs !== null && seconds * 1000 >= sound.outMs) next()
            },
            onEnded: next,
          }
        : null,
  }
}
