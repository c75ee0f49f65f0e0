import { useCallback, useEffect, useMemo, useRef } from 'react'
import { indexAt, type Line, readingMs, startsOf } from './lines.ts'
import type { Recorder } from './recorder.ts'

/** What moves the lines: the Vietnamese recording, a clock of their own, or the reader alone. */
export const paces = ['self', 'vietnamese', 'hand'] as const
export type Pace = (typeof paces)[number]

/** Keeps the line that is read in step with what moves it. `begin` goes to a line, as when recording starts there. */
export function usePacing(about: {
  recorder: Recorder
  lines: readonly Line[]
  pace: Pace
  /** 1 is an announcer's pace, or the Vietnamese recording as it is. */
  speed: number
  vietnamese: HTMLAudioElement | null
  vietnameseMs: number
}) {
  const { recorder, lines, pace, speed, vietnamese, vietnameseMs } = about
  const starts = useMemo(
    () => startsOf(lines, pace === 'vietnamese' ? vietnameseMs : readingMs(lines)),
    [lines, pace, vietnameseMs],
  )
  const { phase } = recorder.state.use()
  const recording = phase === 'recording'
  const clock = useRef({ atMs: 0, since: 0 })
  const begin = useCallback(
    (line: number) => {
      const atMs = starts[line] ?? 0
      clock.current = { atMs, since: performance.now() }
      if (pace === 'vietnamese' && vietnamese) vietnamese.currentTime = atMs / 1000
    },
    [starts, pace, vietnamese],
  )
  useEffect(() => {
    if (!recording || pace === 'hand') return
    begin(recorder.state.get().line)
    if (pace === 'vietnamese' && vietnamese) {
      vietnamese.playbackRate = speed
      // Where it cannot be played the reader goes on by hand.
      vietnamese.play().catch(() => undefined)
    }
    const timer = setInterval(() => {
      const { atMs, since } = clock.current
      const here =
        pace === 'vietnamese'
          ? (vietnamese?.currentTime ?? 0) * 1000
          : atMs + (performance.now() - since) * speed
      // A player keeps its place a little short of where it was sent: that is no line further back.
      const line = indexAt(starts, here + 1)
      if (line !== recorder.state.get().line) recorder.moveTo(line)
    }, 100)
    return () => {
      clearInterval(timer)
      vietnamese?.pause()
    }
  }, [recording, pace, speed, vietnamese, starts, recorder, begin])
  return begin
}
