import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react'
import type { PlacedBand } from './geometry.ts'

/** The stretch of the grid's height that is drawn: what is seen, and some above and below. */
export interface Sight {
  top: number
  bottom: number
}

const PIECE_PX = 256

export const inSight = (sight: Sight, box: { top: number; height: number }) =>
  box.top < sight.bottom && box.top + box.height > sight.top

/** What is seen of the grid, in whole pieces, so that scrolling draws anew only now and then. */
export function useSight(
  scroller: RefObject<HTMLElement | null>,
  columns: RefObject<HTMLElement | null>,
  bands: readonly PlacedBand[],
) {
  const [sight, setSight] = useState<Sight>({ top: 0, bottom: 4 * PIECE_PX })
  const look = useCallback(() => {
    const frame = scroller.current
    const area = columns.current
    if (!frame || !area) return
    const seen = frame.getBoundingClientRect()
    const from = seen.top - area.getBoundingClientRect().top
    const top = (Math.floor(from / PIECE_PX) - 1) * PIECE_PX
    const bottom = (Math.ceil((from + seen.height) / PIECE_PX) + 1) * PIECE_PX
    setSight((now) => (now.top === top && now.bottom === bottom ? now : { top, bottom }))
  }, [scroller, columns])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other bands put other hours in sight
  useLayoutEffect(look, [look, bands])
  useEffect(() => {
    if (!scroller.current) return
    const watch = new ResizeObserver(look)
    watch.observe(scroller.current)
    return () => watch.disconnect()
  }, [look, scroller])
  return { sight, look }
}
