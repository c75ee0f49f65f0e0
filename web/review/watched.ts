/** Which seconds of a version have been played, as half-open stretches in order. */
export type Watched = readonly (readonly [number, number])[]

/** Adds a stretch of seconds; what touches becomes one. */
export function addWatched(watched: Watched, from: number, to: number): Watched {
  if (to <= from) return watched
  let start = from
  let end = to
  const apart: [number, number][] = []
  for (const [a, b] of watched) {
    if (b < start || a > end) apart.push([a, b])
    else {
      start = Math.min(start, a)
      end = Math.max(end, b)
    }
  }
  return [...apart, [start, end] as [number, number]].sort((a, b) => a[0] - b[0])
}

/** The share of a length in seconds that has been played, 0 to 1. */
export function watchedShare(watched: Watched, seconds: number): number {
  if (seconds <= 0) return 0
  const played = watched.reduce((sum, [from, to]) => sum + Math.min(to, seconds) - Math.min(from, seconds), 0)
  // The last frames of a file are rarely reported by a player.
  return played >= seconds - 1 ? 1 : played / seconds
}

const key = (contentId: string) => `vang.watched.${contentId}`

/** What this browser has played of that very content, in earlier sittings too. */
export function rememberedWatched(contentId: string): Watched {
  try {
    return (JSON.parse(localStorage.getItem(key(contentId)) ?? '[]') as [number, number][]) ?? []
  } catch {
    return [] // storage can be forbidden on a shared computer
  }
}

export function rememberWatched(contentId: string, watched: Watched): void {
  try {
    localStorage.setItem(key(contentId), JSON.stringify(watched))
  } catch {
    // Then it is counted for this sitting alone.
  }
}
