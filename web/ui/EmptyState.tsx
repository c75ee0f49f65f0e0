import type { ReactNode } from 'react'
import css from './EmptyState.module.css'

/** Nothing here yet: brocade fading out, one sentence, one or two actions. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  title: string
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className={css.empty}>
      <div className={css.field} aria-hidden="true" />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  )
}
