import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { instantAt, type PlacedBand, type Scale, yOf } from './geometry.ts'

/** From a whole day at once to single minutes. */
const SCALES: readonly Scale[] = ['day', 0.5, 0.7, 1, 1.5, 2.2, 3.3, 5, 8, 12]
const USUAL = SCALES.indexOf(1)
/** Any day will do: heights are the same in each. */
const DAY = '2021-01-04'

/** How large the hours are drawn; what is under the pointer, or in the middle, stays where it is. */
export function useZoom(place: (scale: Scale) => PlacedBand[]) {
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useRef<HTMLDivElement>(null)
  const [level, setLevel] = useState(USUAL)
  const bands = useMemo(() => place(SCALES[level] ?? 1), [place, level])
  const latest = useRef(bands)
  const kept = useRef<{ instant: number; clientY: number }>(undefined)
  /** The last point kept, and how far the page was scrolled for it: several turns of a wheel are one zoom. */
  const before = useRef<{ instant: number; clientY: number; scrollTop: number }>(undefined)

  const zoom = useCallback((to: (level: number) => number, at?: number) => {
    const frame = scroller.current?.getBoundingClientRect()
    const area = columns.current?.getBoundingClientRect()
    if (!frame || !area) return
    const clientY = at ?? (Math.max(frame.top, area.top) + frame.bottom) / 2
    kept.current = { instant: instantAt(latest.current, DAY, clientY - area.top), clientY }
    setLevel((now) => Math.min(SCALES.length - 1, Math.max(0, to(now))))
  }, [])
  useLayoutEffect(() => {
    latest.current = bands
    const { current: point } = kept
    kept.current = undefined
    const area = columns.current?.getBoundingClientRect()
    if (!point || !area || !scroller.current) return
    scroller.current.scrollTop += area.top + yOf(bands, DAY, point.instant) - point.clientY
    before.current = { ...point, scrollTop: scroller.current.scrollTop }
  }, [bands])
  useEffect(() => {
    const frame = scroller.current
    if (!frame) return
    let turned = 0
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      // The browser would zoom the page.
      event.preventDefault()
      turned += event.deltaY
      // A touchpad sends many small turns for one step of a wheel.
      if (Math.abs(turned) < 40) return
      const step = turned < 0 ? 1 : -1
      turned = 0
      zoom((now) => now + step, event.clientY)
    }
    frame.addEventListener('wheel', onWheel, { passive: false })
    return () => frame.removeEventListener('wheel', onWheel)
  }, [zoom])
  return {
    scroller,
    columns,
    bands,
    wholeDay: SCALES[level] === 'day',
    larger: () => zoom((now) => now + 1),
    smaller: () => zoom((now) => now - 1),
    usual: () => zoom(() => USUAL),
    atMost: level === SCALES.length - 1,
    atLeast: level === 0,
  }
}
export type Zoom = ReturnType<typeof useZoom>
