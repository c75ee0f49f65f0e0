import { useEffect, useRef } from 'react'
import { dismiss, toast } from '../ui/toasts.ts'
import { isEditable } from '../ui/use-hotkeys.ts'

/** What was done lately and can be taken back, the latest last. */
interface Undoable {
  id: number
  undo: () => Promise<unknown>
  toastId?: number
}

const MOST = 50
let next = 1
let done: Undoable[] = []

export function remember(undo: Undoable['undo']): number {
  const id = next++
  done = [...done.slice(1 - MOST), { id, undo }]
  return id
}

/** Says it, with a button that takes it back; Ctrl+Z does the same. `once` ends the offer with the countdown. */
export function offerUndo(words: string, undo: Undoable['undo'], once = false): void {
  const id = remember(undo)
  const forget = () => {
    done = done.filter((known) => known.id !== id)
  }
  const toastId = toast(words, { undo: () => takeBackDone(id), ...(once ? { onExpire: forget } : {}) })
  done = done.map((known) => (known.id === id ? { ...known, toastId } : known))
}

/** Takes back one thing by its id, or the latest; false when there is none, or it was taken back already. */
export async function takeBackDone(id?: number): Promise<boolean> {
  const entry = id === undefined ? done.at(-1) : done.find((known) => known.id === id)
  if (!entry) return false
  done = done.filter((known) => known !== entry)
  if (entry.toastId !== undefined) dismiss(entry.toastId)
  await entry.undo()
  return true
}

/** Ctrl+Z takes back the latest, whether or not it still has a toast; heard before the toasts hear it. */
export function useUndoKey(undo: () => void, active: boolean) {
  const latest = useRef(undo)
  latest.current = undo
  useEffect(() => {
    if (!active) return
    const listen = (event: KeyboardEvent) => {
      const ctrl = event.ctrlKey || event.metaKey
      if (
        !ctrl ||
        event.shiftKey ||
        event.altKey ||
        event.key.toLowerCase() !== 'z' ||
        isEditable(event.target)
      )
        return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [active])
}
