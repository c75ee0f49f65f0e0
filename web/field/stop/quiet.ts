interface Stretch {
  from: string
  to: string
}

const DAY_MIN = 1440
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
/** The minute of the station's day (UTC+7, no summer time). */
const minuteAt = (ms: number) => Math.floor(ms / 60_000 + 7 * 60) % DAY_MIN

/** Whether no loudspeaker may sound at this instant; a stretch that ends before it begins goes past midnight. */
export function isQuiet(quiet: readonly Stretch[], atMs: number): boolean {
  const now = minuteAt(atMs)
  return quiet.some(({ from, to }) => {
    const length = (minuteOf(to) - minuteOf(from) + DAY_MIN) % DAY_MIN
    return (now - minuteOf(from) + DAY_MIN) % DAY_MIN < length
  })
}

/** Minutes until the next quiet stretch begins, and when; undefined where there is none. */
export function nextQuiet(
  quiet: readonly Stretch[],
  atMs: number,
): { at: string; minutes: number } | undefined {
  const now = minuteAt(atMs)
  return quiet
    .map(({ from }) => ({ at: from, minutes: (minuteOf(from) - now + DAY_MIN) % DAY_MIN }))
    .toSorted((a, b) => a.minutes - b.minutes)[0]
}
