/** Half-open, in ms. */
interface Stretch {
  readonly startMs: number
  readonly endMs: number
}

/** How much silence stands at either edge, in ms. */
interface SilentEnds {
  readonly headMs: number
  readonly tailMs: number
}

// 8 bits: what moves by no more than one step either way is under -42 dBFS.
const quietest = 1
// A fault of less is not worth a version of its own.
const leastTrimMs = 500
// What is heard alone begins and ends with a breath.
const keptAroundSoundMs = 300

/** Silence at both edges of a stretch, from peaks (pairs of least and most) of which there are so many per second; pure. */
export function silentEnds(peaks: Int8Array, perSecond: number, { startMs, endMs }: Stretch): SilentEnds {
  const first = Math.floor((startMs * perSecond) / 1000)
  const after = Math.min(peaks.length / 2, Math.ceil((endMs * perSecond) / 1000))
  const heard = (n: number) => (peaks[2 * n] ?? 0) < -quietest - 1 || (peaks[2 * n + 1] ?? 0) > quietest
  let head = first
  while (head < after && !heard(head)) head += 1
  let tail = after
  while (tail > head && !heard(tail - 1)) tail -= 1
  const ms = (count: number) => Math.round((count * 1000) / perSecond)
  return { headMs: ms(head - first), tailMs: ms(after - tail) }
}

interface Ends {
  /** The version, in ms of its source. */
  stretch: Stretch
  /** Null where there is no picture, or only the sound is taken. */
  blacks: readonly Stretch[] | null
  /** Null where there is no sound. */
  silence: SilentEnds | null
  fps: { readonly num: number; readonly den: number }
}

/**
 * Where a version would begin and end without its black and silent edges, on whole frames of its source; null where there is
 * nothing to cut, or nothing but edges. With picture and sound, both have to be empty: a picture that comes up out of black
 * under its music keeps that music, and a silent picture is a picture. Pure.
 */
export function proposeTrim({ stretch, blacks, silence, fps }: Ends): { inMs: number; outMs: number } | null {
  const { startMs, endMs } = stretch
  const frameMs = (1000 * fps.den) / fps.num
  const black = {
    headMs: (blacks?.find((one) => one.startMs <= startMs + frameMs)?.endMs ?? startMs) - startMs,
    tailMs: endMs - (blacks?.findLast((one) => one.endMs >= endMs - 2 * frameMs)?.startMs ?? endMs),
  }
  const kept = blacks ? 0 : keptAroundSoundMs
  const empty = (edge: 'headMs' | 'tailMs') =>
    Math.max(0, Math.min(blacks ? black[edge] : Infinity, silence ? silence[edge] : Infinity) - kept)
  const cut = (ms: number) =>
    Number.isFinite(ms) && ms >= leastTrimMs ? Math.floor(ms / frameMs) * frameMs : 0
  const [head, tail] = [cut(empty('headMs')), cut(empty('tailMs'))]
  if ((head === 0 && tail === 0) || head + tail >= endMs - startMs) return null
  return { inMs: Math.round(startMs + head), outMs: Math.round(endMs - tail) }
}
