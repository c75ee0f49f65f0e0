import type { Curve } from '../../../media/deliver-curve.ts'
import { type Language, say } from '../../words/words.ts'

interface Chart {
  before: Curve
  after: Curve
  durationMs: number
  targetLufs: number
  language: Language
}

const box = { width: 460, height: 150, left: 34, right: 8, top: 8, bottom: 18 }
const louder = 0
const quieter = -54
const inner = { width: box.width - box.left - box.right, height: box.height - box.top - box.bottom }

/** Short-term loudness looks back this far, so that before it there is none (EBU Tech 3341). */
const windowMs = 3000

const yOf = (lufs: number) => {
  const shown = Math.min(louder, Math.max(quieter, lufs))
  return box.top + ((louder - shown) / (louder - quieter)) * inner.height
}

/** Short-term loudness over time, before and after, as vectors: it prints sharp at any size. */
export function loudnessChart(chart: Chart): string {
  const { durationMs, targetLufs, language } = chart
  const xOf = (ms: number) => box.left + (Math.min(ms, durationMs) / durationMs) * inner.width
  const path = ({ everyMs, shortTermLufs }: Curve) =>
    shortTermLufs
      .map((lufs, n) => ({ lufs, ms: (n + 1) * everyMs }))
      .filter(({ ms }) => ms >= windowMs)
      .map(({ lufs, ms }, n) => `${n ? 'L' : 'M'}${at(xOf(ms))} ${at(yOf(lufs))}`)
      .join('')
  const text = (x: number, y: number, words: string, more = '') =>
    `<text x="${at(x)}" y="${at(y)}" font-size="7" font-family="NotoSans" ${more}>${words}</text>`
  const levels = [0, -9, -18, -27, -36, -45, -54]
  const times = ticks(durationMs)
  return [
    `<svg width="${box.width}" height="${box.height}" viewBox="0 0 ${box.width} ${box.height}">`,
    ...levels.flatMap((lufs) => [
      `<path d="M${box.left} ${at(yOf(lufs))}H${box.width - box.right}" stroke="#cccccc" stroke-width="0.4"/>`,
      text(box.left - 4, yOf(lufs) + 2.5, String(lufs), 'text-anchor="end"'),
    ]),
    ...times.flatMap((ms) => [
      `<path d="M${at(xOf(ms))} ${box.top}V${box.height - box.bottom}" stroke="#cccccc" stroke-width="0.4"/>`,
      text(xOf(ms), box.height - 8, clock(ms), 'text-anchor="middle"'),
    ]),
    `<path d="M${box.left} ${at(yOf(targetLufs))}H${box.width - box.right}" stroke="#000000" stroke-width="0.6" stroke-dasharray="4 2"/>`,
    `<path d="${path(chart.before)}" fill="none" stroke="#8a8a8a" stroke-width="0.7"/>`,
    `<path d="${path(chart.after)}" fill="none" stroke="#000000" stroke-width="1.1"/>`,
    text(box.left + 4, box.top + 8, say(language, 'papers.chart_axis')),
    '</svg>',
  ].join('')
}

const at = (points: number) => String(Math.round(points * 100) / 100)

/** Four to nine moments a person finds round. */
function ticks(durationMs: number): number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map(
    (seconds) => seconds * 1000,
  )
  const step = steps.find((one) => durationMs / one <= 9) ?? 7_200_000
  return Array.from({ length: Math.floor(durationMs / step) + 1 }, (_, n) => n * step)
}

function clock(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
