import { useEffect, useRef, useState } from 'react'
import { listen } from '../ui/listen.ts'
import type { Playback } from '../ui/use-playback.ts'
import type { Version } from './review.api.ts'
import { addWatched, rememberedWatched, rememberWatched, type Watched, watchedShare } from './watched.ts'

const STEP_S = 1.5

/** How much of a version has been seen, 0 to 1, over this and earlier sittings at this browser. */
export function useWatched({ element }: Playback, version: Version): number {
  const { contentId, durationMs } = version
  const startMs = version.inMs ?? 0
  const [watched, setWatched] = useState<Watched>(() => rememberedWatched(contentId))
  const last = useRef(0)

  useEffect(() => {
    if (!element) return
    const tick = () => {
      const at = element.currentTime - startMs / 1000
      // Only what ran by counts; a jump does not.
      const from = last.current
      last.current = at
      if (!element.seeking && at > from && at - from < STEP_S * element.playbackRate)
        setWatched((before) => addWatched(before, from, at))
    }
    return listen(element, { timeupdate: tick, seeked: tick })
  }, [element, startMs])

  useEffect(() => rememberWatched(contentId, watched), [contentId, watched])
  return watchedShare(watched, durationMs / 1000)
}
