import { fold } from '../ui/fold.ts'
import { frameStartMs, type Rate } from '../ui/frames.ts'

const house: Rate = { num: 25, den: 1 }

/**
 * Milliseconds of a place or a length in time, as people write it: "1:02:03", "62:03", "62'03\"", "1h02'03\"",
 * "3 phút 52 giây", "31:07,5", "01:02:03:12" with pictures at the end. Undefined when it is none of these.
 */
export function readTime(text: string, fps: Rate = house): number | undefined {
  const plain = plainly(text)
  return byColons(plain, fps) ?? byUnits(plain)
}

// Word makes curly quotes of straight ones, and some write primes.
const plainly = (text: string) =>
  fold(text)
    .replace(/[\u2018\u2019\u00b4`\u2032]/g, "'")
    .replace(/[\u201c\u201d\u2033]/g, '"')
    .replace(/''/g, '"')
    .trim()

function byColons(text: string, fps: Rate): number | undefined {
  const frames = /^(\d{1,3}):(\d{1,2}):(\d{1,2})[:;](\d{1,2})$/.exec(text)
  if (frames) {
    const [, hours, minutes, seconds, frame] = frames.map(Number) as [number, number, number, number, number]
    if (frame >= fps.num / fps.den) return undefined
    const first = Math.ceil(((hours * 3600 + minutes * 60 + seconds) * fps.num) / fps.den - 0.01)
    return frameStartMs(first + frame, fps)
  }
  const match = /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text)
  if (!match) return undefined
  const [, hours = '0', minutes = '0', seconds = '0', rest = '0'] = match
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(rest.padEnd(3, '0'))
}

const units =
  /^(?:(\d{1,3})\s*(?:gio|g|h)\s*)?(?:(\d{1,4})\s*(?:phut|ph|p|min|m|')\s*)?(?:(\d{1,5})(?:[.,](\d{1,3}))?\s*(?:giay|s|sec|")?)?$/

function byUnits(text: string): number | undefined {
  const match = units.exec(text)
  const [, hours, minutes, seconds, rest = '0'] = match ?? []
  if (hours === undefined && minutes === undefined && !/(giay|s|sec|")$/.test(text)) return undefined
  if (hours === undefined && minutes === undefined && seconds === undefined) return undefined
  const whole = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  return whole * 1000 + Number(rest.padEnd(3, '0'))
}
