import { store } from './store.ts'

export type Toast = {
  id: number
  message: string
  /** Takes back what was done; the toast then counts down and Ctrl+Z does the same. */
  undo?: (() => unknown) | undefined
  /** Runs when the countdown ends without being taken back. */
  onExpire?: (() => void) | undefined
  endsAt: number
}

export const toasts = store<readonly Toast[]>([])

let next = 1

/** Says what has been done. For an error that needs action use ErrorState, where the work is. */
export function toast(
  message: string,
  options: { undo?: Toast['undo']; onExpire?: Toast['onExpire']; seconds?: number } = {},
): number {
  const seconds = options.seconds ?? (options.undo ? 30 : 5)
  const id = next++
  const added = {
    id,
    message,
    undo: options.undo,
    onExpire: options.onExpire,
    endsAt: Date.now() + seconds * 1000,
  }
  toasts.set([...toasts.get(), added])
  setTimeout(() => {
    if (dismiss(id)) options.onExpire?.()
  }, seconds * 1000)
  return id
}

/** True when the toast was still there. */
export function dismiss(id: number): boolean {
  const rest = toasts.get().filter((shown) => shown.id !== id)
  const found = rest.length < toasts.get().length
  toasts.set(rest)
  return found
}

/** Takes back the latest thing that can be. False when there is none. */
export function undoLatest(): boolean {
  const latest = toasts.get().findLast((shown) => shown.undo)
  if (!latest || !dismiss(latest.id)) return false
  void latest.undo?.()
  return true
}
