import { type CSSProperties, useLayoutEffect, useRef, useState } from 'react'

/**
 * Tells what is inside how much stands above it, notices included, so that a grid and a drawer's button end where
 * the window does.
 */
export function useRoomBelow() {
  const frame = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      const box = frame.current?.getBoundingClientRect()
      if (box) setTop(Math.round(box.top + window.scrollY))
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(document.body)
    return () => watch.disconnect()
  }, [])
  // A custom property is not among the keys React knows.
  const style = { '--v-room-top': `${top}px` } as CSSProperties
  return { frame, style }
}
