import { useEffect, useRef } from 'react'

/**
 * Keys by name: `'j'`, `'?'`, `'ArrowDown'`, with modifiers as `'Ctrl+k'`, `'Shift+ArrowUp'`. Single keys are
 * heard only outside editable elements, because Vietnamese input methods type plain letters and Backspace.
 */
export function useHotkeys(keys: Record<string, (event: KeyboardEvent) => void>, active = true) {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!active) return
    const listen = (event: KeyboardEvent) => {
      // A modal dialog is the whole page while it is open; its Escape is its own.
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog:modal')) return
      const name = keyName(event)
      const act = latest.current[name]
      if (!act || (!name.startsWith('Ctrl+') && isEditable(event.target))) return
      event.preventDefault()
      act(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [active])
}

function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  // The shift that a "?" or a capital needs is part of the sign; before a named key it is a modifier.
  const shift = event.shiftKey && event.key.length > 1
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`
}

export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="textbox"], [role="combobox"]') !== null
  )
}
