// Where an hour stands in the grid. Prime time is drawn large; quiet hours fold into a strip until they are opened.

export interface Band {
  id: 'night' | 'day' | 'evening' | 'late'
  /** Hours since the station's midnight; the last may pass 24. */
  fromHour: number
  toHour: number
}

export interface PlacedBand extends Band {
  open: boolean
  top: number
  height: number
}

const STRIP_PX = 24
const EVENING_PX_PER_HOUR = 115
const OTHER_PX_PER_HOUR = 76
const DAY_PX_PER_HOUR = 20
/** No two lines stand closer than that: single minutes, other lines within an hour, and the hours themselves. */
const CLOSEST_PX = { minutes: 22, within: 60, hours: 36 }
const MINUTE_MS = 60_000

/** The hours of a broadcast day that begins that many minutes after midnight. */
export function bandsOf(dayStartsMin: number): Band[] {
  const start = dayStartsMin / 60
  const bands: Band[] = [
    { id: 'night', fromHour: start, toHour: 5 },
    { id: 'day', fromHour: Math.max(start, 5), toHour: 17 },
    { id: 'evening', fromHour: 17, toHour: 23 },
    { id: 'late', fromHour: 23, toHour: 24 + start },
  ]
  return bands.filter((band) => band.toHour > band.fromHour)
}

/** How large an hour is drawn: `times` the usual, or so small that a whole day is seen at once. */
export type Scale = number | 'day'

/**
 * Bands one under the other; each open one at its scale, each folded one as a strip. Where the whole day is to be seen
 * at once nothing is folded and every hour is as high as the next.
 */
export function placeBands(
  bands: readonly Band[],
  open: ReadonlySet<Band['id']>,
  scale: Scale = 1,
): PlacedBand[] {
  let top = 0
  return bands.map((band) => {
    const isOpen = scale === 'day' || open.has(band.id)
    const usual = band.id === 'evening' ? EVENING_PX_PER_HOUR : OTHER_PX_PER_HOUR
    const perHour = scale === 'day' ? DAY_PX_PER_HOUR : usual * scale
    const height = isOpen ? (band.toHour - band.fromHour) * perHour : STRIP_PX
    const placed = { ...band, open: isOpen, top, height }
    top += height
    return placed
  })
}

interface Shown {
  days: readonly { day: string; slots: readonly Stretch[]; tails: readonly Stretch[] }[]
  dayStartsMin: number
}
type Stretch = { startsAt: string }

/** The bands of a week as it is: without the night's strip where nothing airs in it. */
export function shownBands(
  { days, dayStartsMin }: Shown,
  open: ReadonlySet<Band['id']>,
  scale: Scale,
): PlacedBand[] {
  const needed = (band: Band) =>
    days.some(({ day, slots, tails }) =>
      [...slots, ...tails].some(
        (slot) => Date.parse(slot.startsAt) < midnight(day) + band.toHour * 60 * MINUTE_MS,
      ),
    )
  const bands = bandsOf(dayStartsMin)
  const shown =
    scale === 'day' ? bands : bands.filter((band) => band.id !== 'night' || open.has('night') || needed(band))
  return placeBands(shown, open, scale)
}

/** The station's midnight of a day, in epoch ms. */
export const midnight = (day: string) => Date.parse(`${day}T00:00:00+07:00`)

const hoursInto = (day: string, instant: string | number) =>
  (new Date(instant).getTime() - midnight(day)) / (60 * MINUTE_MS)

export const bandAt = <T extends Band>(bands: readonly T[], day: string, instant: string): T | undefined => {
  const hour = hoursInto(day, instant)
  return bands.find((band) => hour >= band.fromHour && hour < band.toHour)
}

export interface Box {
  top: number
  height: number
}

const yIn = (band: PlacedBand, hour: number) =>
  band.top + ((hour - band.fromHour) / (band.toHour - band.fromHour)) * band.height

/** Where a stretch of time shows in a day's column; undefined where all of it is folded or on another day. */
export function boxOf(
  bands: readonly PlacedBand[],
  day: string,
  stretch: { startsAt: string | number; endsAt: string | number },
): Box | undefined {
  const from = hoursInto(day, stretch.startsAt)
  const to = hoursInto(day, stretch.endsAt)
  const shown = bands.filter((band) => band.open && band.fromHour < to && band.toHour > from)
  const first = shown[0]
  const last = shown.at(-1)
  if (!first || !last) return undefined
  const top = yIn(first, Math.max(from, first.fromHour))
  return { top, height: yIn(last, Math.min(to, last.toHour)) - top }
}

/** The part of a folded strip that a stretch fills, as fractions of its width. */
export function stripOf(
  band: Band,
  day: string,
  stretch: { startsAt: string; endsAt: string },
): { left: number; width: number } | undefined {
  const length = band.toHour - band.fromHour
  const from = Math.max(0, (hoursInto(day, stretch.startsAt) - band.fromHour) / length)
  const to = Math.min(1, (hoursInto(day, stretch.endsAt) - band.fromHour) / length)
  return to > from ? { left: from, width: to - from } : undefined
}

/** How much a block of that height can say. */
export function sizeOf(height: number): 'full' | 'short' | 'line' | 'thin' | 'bar' {
  if (height >= 57) return 'full'
  if (height >= 38) return 'short'
  if (height >= 24) return 'line'
  return height >= 15 ? 'thin' : 'bar'
}

/** Where an instant (epoch ms) of a day stands; the nearest edge for one outside the bands. */
export function yOf(bands: readonly PlacedBand[], day: string, instant: number): number {
  const hour = hoursInto(day, instant)
  const band = bands.find((known) => hour < known.toHour) ?? bands.at(-1)
  return band ? yIn(band, Math.min(band.toHour, Math.max(band.fromHour, hour))) : 0
}

/** The instant (epoch ms) of a day that stands at a height. */
export function instantAt(bands: readonly PlacedBand[], day: string, y: number): number {
  const band = bands.find((known) => y < known.top + known.height) ?? bands.at(-1)
  if (!band) return midnight(day)
  const part = Math.min(1, Math.max(0, (y - band.top) / band.height))
  return midnight(day) + (band.fromHour + part * (band.toHour - band.fromHour)) * 60 * MINUTE_MS
}

/** Minutes between the lines of a band: as close as can be read, whole parts of an hour or whole hours. */
function lineStepMin(band: PlacedBand): number {
  const perMinute = band.height / ((band.toHour - band.fromHour) * 60)
  const closest = (step: number) =>
    step === 1 ? CLOSEST_PX.minutes : step < 60 ? CLOSEST_PX.within : CLOSEST_PX.hours
  const fits = (step: number) => step * perMinute >= closest(step)
  return [1, 5, 15, 30, 60, 120, 240].find(fits) ?? 240
}

/** The lines of the open bands: each hour, closer together as they are drawn larger. */
export function hourLines(bands: readonly PlacedBand[]): { hour: number; top: number }[] {
  return bands
    .filter((band) => band.open)
    .flatMap((band) => {
      const step = lineStepMin(band)
      const first = Math.ceil((band.fromHour * 60) / step)
      const count = Math.max(0, Math.ceil((band.toHour * 60) / step) - first)
      return Array.from({ length: count }, (_, i) => {
        const hour = ((first + i) * step) / 60
        return { hour, top: yIn(band, hour) }
      })
    })
}
