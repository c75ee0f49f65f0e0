import { join } from 'node:path'
import { measureFile, planMeasure, readLoudness, type Stretch, withMeasures } from './loudness.ts'

/** Short-term loudness, evenly spaced; -70 where there is nothing. */
export type Curve = { everyMs: number; shortTermLufs: number[] }

/** As many points as a page is wide. */
const mostPoints = 600

/** The loudest of each stretch of time, so that a long programme's curve stays small; pure. */
export function drawable({ everyMs, shortTermLufs }: Curve): Curve {
  const step = Math.max(1, Math.ceil(shortTermLufs.length / mostPoints))
  const points: number[] = []
  for (let from = 0; from < shortTermLufs.length; from += step)
    points.push(Math.max(...shortTermLufs.slice(from, from + step)))
  return { everyMs: everyMs * step, shortTermLufs: points }
}

/** Loudness with its curve, of what a graph, which ends in `meter` and [measured], makes of a file. */
export async function withCurve(
  path: string,
  graph: string,
  options: { stretch: Stretch; durationMs: number; signal: AbortSignal | undefined },
) {
  const plan = planMeasure(path, graph, options.stretch)
  return await withMeasures(plan, options.durationMs, options.signal, (folder) =>
    readLoudness(join(folder, measureFile)),
  )
}
