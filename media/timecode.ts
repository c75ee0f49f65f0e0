import type { Fraction } from './facts.ts'

const framesPerSecond = ({ num, den }: Fraction) => Math.round(num / den)

/** Whole frames nearest to a time. */
export function framesIn(ms: number, fps: Fraction): number {
  return Math.round((ms * fps.num) / (fps.den * 1000))
}

/** The time code `frames` after `start`; 24 hours later it begins anew. Pure. */
export function timecodeAfter(start: string, frames: number, fps: Fraction): string {
  const rate = framesPerSecond(fps)
  const [hours = 0, minutes = 0, seconds = 0, first = 0] = start.split(':').map(Number)
  const count = ((hours * 60 + minutes) * 60 + seconds) * rate + first + frames
  const all = count % (24 * 3600 * rate)
  const parts = [
    Math.floor(all / (3600 * rate)),
    Math.floor(all / (60 * rate)) % 60,
    Math.floor(all / rate) % 60,
  ]
  return [...parts, all % rate].map((part) => String(part).padStart(2, '0')).join(':')
}
