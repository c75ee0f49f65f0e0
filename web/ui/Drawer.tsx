import { CloseButton } from '@mantine/core'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import css from './Drawer.module.css'
import { useEscape, useLeaving } from './use-leaving.tsx'
import { useRoomBelow } from './use-room-below.ts'

type Props = {
  title: ReactNode
  onClose: () => void
  children: ReactNode
  /** One primary button, said by its result. */
  foot?: ReactNode
}

/** Beside the work, never over it: put it in WithDrawer. On a phone it takes the whole screen. */
export function Drawer({ title, onClose, children, foot }: Props) {
  const { t } = useTranslation('ui')
  const heading = useId()
  const panel = useRef<HTMLElement>(null)
  const { leave, question } = useLeaving(panel, onClose, foot !== undefined)
  useEscape(panel, leave)
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <aside className={css.drawer} ref={panel} tabIndex={-1} aria-labelledby={heading}>
      <header className={css.head}>
        <h2 id={heading}>{title}</h2>
        <CloseButton onClick={leave} aria-label={t('close')} size="lg" />
      </header>
      <div className={css.content}>{children}</div>
      {question && <div className={css.question}>{question}</div>}
      {foot && <footer className={css.foot}>{foot}</footer>}
    </aside>
  )
}

/** A page with room for a drawer at its right. `drawer` is null while nothing is open. */
export function WithDrawer({ children, drawer }: { children: ReactNode; drawer: ReactNode }) {
  const room = useRoomBelow()
  return (
    <div ref={room.frame} style={room.style} className={css.frame} data-drawer={drawer ? 'open' : undefined}>
      <div className={css.page}>{children}</div>
      {drawer}
    </div>
  )
}
