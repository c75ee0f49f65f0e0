import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icons.tsx'
import css from './Toasts.module.css'
import { dismiss, type Toast, toasts, undoLatest } from './toasts.ts'
import { isEditable } from './use-hotkeys.ts'

/** Bottom left; one region for the whole app, placed by main. */
export function Toasts() {
  const shown = toasts.use()
  useEffect(() => {
    // In a field Ctrl+Z belongs to the text being typed.
    const listen = (event: KeyboardEvent) => {
      const undoKey = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z'
      if (undoKey && !event.defaultPrevented && !isEditable(event.target) && undoLatest())
        event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return (
    <div className={css.region} aria-live="polite">
      {shown.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function OneToast({ toast }: { toast: Toast }) {
  const { t } = useTranslation('ui')
  const left = useSecondsLeft(toast.endsAt)
  const undo = () => {
    dismiss(toast.id)
    void toast.undo?.()
  }
  return (
    <div className={css.toast}>
      <Icon name="check" />
      <span className="grow">{toast.message}</span>
      {toast.undo && (
        <>
          <button type="button" onClick={undo}>
            {t('undo')}
          </button>
          <span className="num" aria-hidden="true">
            {left}
          </span>
        </>
      )}
    </div>
  )
}

function useSecondsLeft(endsAt: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((endsAt - now) / 1000))
}
