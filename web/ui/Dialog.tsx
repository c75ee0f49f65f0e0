import { CloseButton } from '@mantine/core'
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import css from './Dialog.module.css'
import { useLeaving } from './use-leaving.tsx'

type Props = {
  title: ReactNode
  onClose: () => void
  children: ReactNode
  /** Cancel at the left, one primary button at the right. */
  foot?: ReactNode
  wide?: boolean
}

/**
 * The browser's own modal dialog: it keeps the focus, closes on Escape and gives the focus back. Render it while it
 * is open; `data-autofocus` marks the field to begin in. For what a drawer can show, prefer the drawer.
 */
export function Dialog({ title, onClose, children, foot, wide }: Props) {
  const { t } = useTranslation('ui')
  const heading = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const { leave, question } = useLeaving(dialog, onClose, foot !== undefined)
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    // Opening puts the focus on the first control; a field that asks for it comes before.
    shown?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    return () => shown?.close()
  }, [])
  const pressed = (event: MouseEvent) => {
    if (event.target === dialog.current) leave()
  }
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      data-wide={wide || undefined}
      aria-labelledby={heading}
      onMouseDown={pressed}
      onCancel={(event) => {
        event.preventDefault()
        leave()
      }}
    >
      <div className={css.sheet}>
        <div className={css.head}>
          <h2 id={heading}>{title}</h2>
          <CloseButton onClick={leave} aria-label={t('close')} size="lg" />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <div className={css.content} tabIndex={0}>
          {children}
        </div>
        {question && <div className={css.question}>{question}</div>}
        {foot && <div className={css.foot}>{foot}</div>}
      </div>
    </dialog>
  )
}
