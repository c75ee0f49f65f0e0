import { clockAndFrame } from '../../../server/schedule/rundown/rundown.rules.ts'
import css from './Rundown.module.css'

/** 20:10:05:12, the frame quieter. */
export function FrameTime({ at }: { at: string }) {
  const { clock, frame } = clockAndFrame(at)
  return (
    <time className="num" dateTime={at}>
      {clock}
      <span className={css.frame}>:{String(frame).padStart(2, '0')}</span>
    </time>
  )
}
