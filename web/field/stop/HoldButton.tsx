import { type ReactNode, useRef } from 'react'
import css from './StopMode.module.css'

const HOLD_MS = 900

/** Acts only when it is held: a pocket and a drop of rain press too. With a keyboard, Enter is meant. */
export function HoldButton({ onHeld, children }: { onHeld: () => void; children: ReactNode }) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const letGo = () => clearTimeout(timer.current)
  return (
    <button
      type="button"
      className={css.hold}
      onPointerDown={() => {
        timer.current = setTimeout(onHeld, HOLD_MS)
      }}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => event.key === 'Enter' && !event.repeat && onHeld()}
    >
      {children}
    </button>
  )
}
