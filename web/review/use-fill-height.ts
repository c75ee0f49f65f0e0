import { type RefObject, useLayoutEffect, useRef } from 'react'

/** Tells its element how much of the window lies below its top, as `--fill`; notices above it come and go. */
export function useFillHeight(): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const measure = () => {
      const top = (box.current?.getBoundingClientRect().top ?? 0) + window.scrollY
      box.current?.style.setProperty('--fill', `${Math.max(0, window.innerHeight - top)}px`)
    }
    measure()
    const watcher = new ResizeObserver(measure)
    watcher.observe(document.body)
    window.addEventListener('resize', measure)
    return () => {
      watcher.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [])
  return box
}
