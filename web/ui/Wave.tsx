import { useMemo } from 'react'
import css from './Timeline.module.css'

const columns = 600

type Props = {
  /** Signed 8-bit pairs, the lowest and the highest of each step, from start to end. */
  peaks: Int8Array
  /** How much is drawn dark, `37.5%`. */
  played: string
  height: number
}

/** The sound as it swings: played dark, the rest light. */
export function Wave({ peaks, played, height }: Props) {
  const curve = useMemo(() => trace(peaks), [peaks])
  const drawn = (
    <svg viewBox={`0 -128 ${columns} 256`} preserveAspectRatio="none" aria-hidden="true">
      <path d={curve} />
    </svg>
  )
  return (
    <div className={css.wave} style={{ height }}>
      {drawn}
      <div className={css.played} style={{ clipPath: `inset(0 calc(100% - ${played}) 0 0)` }}>
        {drawn}
      </div>
    </div>
  )
}

// One vertical stroke per column, from the lowest to the highest sample that falls into it.
function trace(peaks: Int8Array): string {
  const pairs = Math.floor(peaks.length / 2)
  const shown = Math.min(columns, pairs)
  let path = ''
  for (let column = 0; column < shown; column++) {
    let low = 0
    let high = 0
    const end = Math.floor(((column + 1) * pairs) / shown)
    for (let pair = Math.floor((column * pairs) / shown); pair < end; pair++) {
      low = Math.min(low, peaks[pair * 2] ?? 0)
      high = Math.max(high, peaks[pair * 2 + 1] ?? 0)
    }
    const x = ((column + 0.5) * columns) / shown
    path += `M${x.toFixed(1)} ${-Math.max(high, 1)}V${-Math.min(low, -1)}`
  }
  return path
}
