import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmInline } from './ConfirmInline.tsx'

type Field = HTMLInputElement | HTMLTextAreaElement
const written = 'textarea, input:not([type]), input[type="text"], input[type="number"], input[type="url"]'

/**
 * The way out of a panel in which words are typed: `leave` closes it, or first shows `question` where something typed was
 * not saved. Fields count that belong to a form or, with `saving`, to the panel's own button; and every long text.
 */
export function useLeaving(panel: RefObject<HTMLElement | null>, onClose: () => void, saving: boolean) {
  const { t } = useTranslation('ui')
  const [asking, setAsking] = useState(false)
  const before = useRef(new Map<Field, string>())
  const sent = useRef(new Map<Field, string>())
  useEffect(() => {
    const shown = panel.current
    if (!shown) return
    const fields = () => [...shown.querySelectorAll<Field>(written)]
    const note = ({ target }: Event) => {
      if (!(target instanceof HTMLElement && target.matches(written))) return
      const field = target as Field
      if (!before.current.has(field)) before.current.set(field, field.value)
    }
    const submitted = () => {
      sent.current = new Map(fields().map((field) => [field, field.value]))
    }
    shown.addEventListener('focusin', note)
    shown.addEventListener('submit', submitted)
    // A field that has the focus as the panel opens was entered before anybody listened.
    for (const field of fields()) if (field === document.activeElement) before.current.set(field, field.value)
    return () => {
      shown.removeEventListener('focusin', note)
      shown.removeEventListener('submit', submitted)
    }
  }, [panel])

  const unsaved = () => {
    const refused = panel.current?.querySelector('[role="alert"], [aria-invalid="true"]') != null
    return [...before.current].some(([field, value]) => {
      const counts = saving || field instanceof HTMLTextAreaElement || field.closest('form') !== null
      const changed = field.isConnected && field.value !== value
      return counts && changed && (refused || sent.current.get(field) !== field.value)
    })
  }
  const leave = () => {
    if (asking) setAsking(false)
    else if (unsaved()) setAsking(true)
    else onClose()
  }
  const question = asking && (
    <ConfirmInline
      question={t('leave.question')}
      confirm={t('leave.confirm')}
      onConfirm={onClose}
      onCancel={() => setAsking(false)}
    />
  )
  return { leave, question }
}

const popup = '[role="menu"], [role="listbox"], [role="dialog"]'
const opener = '[aria-haspopup][aria-expanded="true"], [role="combobox"][aria-expanded="true"]'

/** Escape leaves a panel from any of its fields, unless a list or a menu that is open there wants it first. */
export function useEscape(panel: RefObject<HTMLElement | null>, leave: () => void) {
  const latest = useRef(leave)
  latest.current = leave
  useEffect(() => {
    let others = false
    const elsewhere = (target: EventTarget | null) =>
      target instanceof HTMLElement &&
      target.matches('input, textarea, select, [contenteditable="true"]') &&
      !panel.current?.contains(target)
    // What is open is asked before anybody has closed it, what was meant for others once they had their turn.
    const look = ({ target }: KeyboardEvent) => {
      others =
        elsewhere(target) || (target instanceof Element && target.closest(`${popup}, ${opener}`) !== null)
    }
    const act = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || others) return
      if (document.querySelector('dialog:modal')) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', look, true)
    document.addEventListener('keydown', act)
    return () => {
      document.removeEventListener('keydown', look, true)
      document.removeEventListener('keydown', act)
    }
  }, [panel])
}
