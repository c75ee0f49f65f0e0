import type { ReactNode } from 'react'
import { percent } from './format.ts'
import css from './ProgressLine.module.css'

type Props = {
  /** What is going on, for a screen reader. */
  label: string
  /** 0 to 1; null while it cannot be known. */
  fraction: number | null
  /** The sentence under the bar: "Xong khoảng 19:03, sớm 19 giờ 57 phút". */
  children?: ReactNode
  /** A resumed upload shows each session: fractions at which one ended, ascending. */
  sessions?: readonly number[]
}

export function ProgressLine({ label, fraction, children, sessions = [] }: Props) {
  const done = Math.min(1, Math.max(0, fraction ?? 0))
  const ends = [...sessions.filter((end) => end > 0 && end < done), done]
  return (
    <div className={css.line}>
      <div
        className={css.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(fraction === null
          ? {}
          : { 'aria-valuenow': Math.round(done * 100), 'aria-valuetext': percent(done) })}
        data-unknown={fraction === null || undefined}
      >
        {ends.map((end, index) => (
          <i key={end} style={{ width: `${(end - (ends[index - 1] ?? 0)) * 100}%` }} />
        ))}
      </div>
      {children && <p>{children}</p>}
    </div>
  )
}
